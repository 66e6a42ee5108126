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

/** A mapping at work. */
export interface MappingRunner {
  /** Looks for records; returns at once. */
  wake(): void;
  /** Goes on by changed settings, or not at all where it is off now, once the run that is under way has ended. */
  change(): void;
  /** Ends it: what is under way is handed over again by the next one. */
  end(): void;
}

export interface RunnerDependencies {
  context: Pick<EngineContext, 'clock' | 'config' | 'random'>;
  store: LambdaStore;
  code: CodeStore;
  run: RunFunction;
  report(error: unknown): void;
}

/** What became of one run: its answer, or that it failed, or that it could not be made now. */
export type RunResult = { readonly answer: string } | 'failed' | 'later';

/** Whether a record fits a mapping's filters: one of them, where there are any. */
export function filterOf({ filters }: Pick<Mapping, 'filters'>): Filter {
  if (filters.length === 0) return () => true;
  const compiled = filters.map(compileFilter);
  return (record) => compiled.some((filter) => filter?.(record));
}

/** Runs the function with a batch, as the service itself. What hinders a run for a while is no failure of the function. */
export async function runBatch(
  { context, store, code, run }: RunnerDependencies,
  { functionArn }: Pick<Mapping, 'functionArn'>,
  items: readonly BatchItem[],
  invokedBy: string,
): Promise<RunResult> {
  try {
    const { revision, arn } = runnable({ store, context, code }, functionArn);
    const { payload, failure } = await run({
      revision,
      invokedFunctionArn: arn,
      payload: eventOf(items),
      requestId: context.random.uuid(),
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
