import { AwsError } from '../../../edge/aws-error.ts';
import type { ChangeSource, SourceChange } from '../../../edge/interfaces/change-source.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import { traceIdOf } from '../../../edge/trace-id.ts';
import type { CodeStore } from '../code/code-store.ts';
import type { RunFunction } from '../invocations/run-function.ts';
import { runnable } from '../invocations/runnable.ts';
import type { LambdaStore } from '../state/lambda-store.ts';
import { eventOf, lanesOf } from './batch.ts';
import { deliver, type RunResult } from './deliver.ts';
import { compileFilter } from './filter-pattern.ts';
import type { Mapping } from './mapping.ts';

interface Dependencies {
  context: Pick<EngineContext, 'clock' | 'config' | 'random'>;
  store: LambdaStore;
  code: CodeStore;
  run: RunFunction;
  changes: ChangeSource;
  report(error: unknown): void;
}

/** A mapping at work. */
export interface MappingRunner {
  /** Looks for changes; returns at once. */
  wake(): void;
  /** Goes on by changed settings, or not at all where it is off now, once the run that is under way has ended. */
  change(): void;
  /** Ends it: what is under way is handed over again by the next one. */
  end(): void;
}

/**
 * Begins to hand the changes of a stream to a function, one batch after the other. It sleeps until it is woken, or until a batch has
 * waited for its window.
 */
export function startMapping(dependencies: Dependencies, id: string): MappingRunner {
  const { context, store, changes, report } = dependencies;
  const { clock } = context;
  let ended = false;
  /** Aborts what is tried, when the settings change or all ends. */
  let halt = new AbortController();
  let woken = false;
  let working = false;
  let window: { cancel(): void } | undefined;

  function wake(): void {
    woken = true;
    if (working || ended) return;
    working = true;
    const { signal } = halt;
    work(signal)
      .catch((error: unknown) => {
        if (!signal.aborted) report(error);
      })
      .finally(() => {
        working = false;
        if (woken) wake();
      });
  }

  async function work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      woken = false;
      const mapping = store.state.mappings?.[id];
      if (!mapping?.enabled) return;
      const { batchSize, parallelization, streamArn, position } = mapping;
      const found = await changes.read(streamArn, position, batchSize * parallelization);
      if (found.length === 0 || signal.aborted) return;
      const batch = found.filter(fits(mapping));
      const [first] = batch;
      if (first && batch.length < batchSize && waits(mapping, first)) return;
      window?.cancel();
      if (batch.length > 0) await handOver(mapping, batch, signal);
      const last = found.at(-1);
      if (last) pass(last.position, store.state.mappings?.[id]?.lastResult ?? 'OK');
    }
  }

  /** Whether a batch that is not full waits for more: its window opens with its first change. */
  function waits({ windowSeconds }: Mapping, first: SourceChange): boolean {
    const left = first.at + windowSeconds * 1000 - clock.now();
    if (left <= 0) return false;
    window?.cancel();
    window = clock.after(left, wake);
    return true;
  }

  function tell(result: string): void {
    if (!ended) store.commit.tellMapping({ id, result });
  }

  function pass(position: string, result: string): void {
    if (!ended) store.commit.passMapping({ id, position, result });
  }

  async function handOver(
    mapping: Mapping,
    batch: readonly SourceChange[],
    signal: AbortSignal,
  ): Promise<void> {
    const lanes = lanesOf(batch, mapping.parallelization);
    const result = { text: 'OK' };
    const settled = await Promise.allSettled(
      lanes.map((lane) =>
        deliver(
          {
            mapping,
            clock,
            signal,
            run: (some) => runOnce(dependencies, mapping, some),
            failed() {
              result.text = FAILED;
              tell(FAILED);
            },
            passed(some, done) {
              if (done) result.text = 'OK';
              const last = some.at(-1);
              // Where several lanes run, the batch is passed as a whole.
              if (last && lanes.length === 1) pass(last.position, result.text);
            },
          },
          lane,
        ),
      ),
    );
    // No lane goes on while another one still runs.
    for (const lane of settled) if (lane.status === 'rejected') throw lane.reason;
    tell(result.text);
  }

  return {
    wake,
    change() {
      halt.abort(new Error('The mapping was changed.'));
      halt = new AbortController();
      wake();
    },
    end() {
      ended = true;
      halt.abort(new Error('The mapping has ended.'));
      window?.cancel();
    },
  };
}

const FAILED = 'PROBLEM: Function call failed';

function fits({ filters }: Mapping): (change: SourceChange) => boolean {
  if (filters.length === 0) return () => true;
  const compiled = filters.map(compileFilter);
  return ({ record }) => compiled.some((filter) => filter?.(record));
}

/** Runs the function with a batch, as the service itself. What hinders a run for a while is no failure of the function. */
async function runOnce(
  { context, store, code, run }: Dependencies,
  mapping: Mapping,
  changes: readonly SourceChange[],
): Promise<RunResult> {
  try {
    const { revision, arn } = runnable({ store, context, code }, mapping.functionArn);
    const { payload, failure } = await run({
      revision,
      invokedFunctionArn: arn,
      payload: eventOf(changes),
      requestId: context.random.uuid(),
      traceId: traceIdOf(undefined, context),
      invokedBy: 'dynamodb.amazonaws.com',
    });
    if (failure) return 'failed';
    return { answer: typeof payload === 'string' ? payload : Buffer.from(payload).toString('utf8') };
  } catch (error) {
    if (error instanceof AwsError) return 'later';
    throw error;
  }
}
