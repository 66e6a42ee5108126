import { AwsError } from '../../../edge/aws-error.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import { traceIdOf } from '../../../edge/trace-id.ts';
import type { CodeStore } from '../code/code-store.ts';
import type { RunFunction } from '../invocations/run-function.ts';
import { runnable } from '../invocations/runnable.ts';
import type { LambdaStore } from '../state/lambda-store.ts';
import { type BatchItem, eventOf } from './batch.ts';
import { compileFilter, type Filter } from './filter-pattern.ts';
import type { Mapping } from './mapping.ts';

/** A running mapping. */
export interface MappingRunner {
  /** Looks for records; returns at once. */
  wake(): void;
  /** Continues with changed settings, or stops if it is now disabled, once the current run has ended. */
  change(): void;
  /** Ends it: the next one delivers the current batch again. */
  end(): void;
}

export interface RunnerDependencies {
  context: Pick<EngineContext, 'clock' | 'config' | 'random'>;
  store: LambdaStore;
  code: CodeStore;
  run: RunFunction;
  report(error: unknown): void;
}

/** The result of one run: its answer, a failure, or that it was not possible now. */
export type RunResult = { readonly answer: string } | 'failed' | 'later';

/** Whether a record matches one of a mapping's filters, if there are any. */
export function filterOf({ filters }: Pick<Mapping, 'filters'>): Filter {
  if (filters.length === 0) return () => true;
  const compiled = filters.map(compileFilter);
  return (record) => compiled.some((filter) => filter?.(record));
}

/** Invokes the function with a batch, as the service itself. A temporary obstacle is no failure of the function. */
export async function runBatch(
  { context, store, code, run }: RunnerDependencies,
  { functionArn }: Pick<Mapping, 'functionArn'>,
  items: readonly BatchItem[],
  invokedBy: string,
  requestId = context.random.uuid(),
): Promise<RunResult> {
  try {
    const { revision, arn } = runnable({ store, context, code }, functionArn);
    const { payload, failure } = await run({
      revision,
      invokedFunctionArn: arn,
      payload: eventOf(items),
      requestId,
      traceId: traceIdOf(undefined, context),
      invokedBy,
    });
    if (failure) return 'failed';
    return { answer: typeof payload === 'string' ? payload : Buffer.from(payload).toString('utf8') };
  } catch (error) {
    if (error instanceof AwsError) return 'later';
    throw error;
  }
}
