import type { ChangeSource, SourceChange } from '../../../edge/interfaces/change-source.ts';
import { lanesOf } from './batch.ts';
import { deliver } from './deliver.ts';
import { type FailureDependencies, tellFailure } from './failure-destination.ts';
import { isOfQueue, type StreamMapping } from './mapping.ts';
import { filterOf, type MappingRunner, runBatch } from './mapping-runner.ts';

export interface StreamDependencies extends FailureDependencies {
  changes: ChangeSource;
}

/**
 * Starts to deliver a stream's changes to a function, one batch after the other. It sleeps until it is woken, or until a batch has waited
 * for its window.
 */
export function startStreamMapping(dependencies: StreamDependencies, id: string): MappingRunner {
  const { context, store, changes, report } = dependencies;
  const { clock } = context;
  let ended = false;
  /** Aborts the current try when the settings change or everything ends. */
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
      if (!mapping?.enabled || isOfQueue(mapping)) return;
      const { batchSize, parallelization, streamArn, position } = mapping;
      const found = await changes.read(streamArn, position, batchSize * parallelization);
      if (found.length === 0 || signal.aborted) return;
      const fits = filterOf(mapping);
      const batch = found.filter(({ record }) => fits(record));
      const [first] = batch;
      if (first && batch.length < batchSize && waits(mapping, first)) return;
      window?.cancel();
      if (batch.length > 0) await handOver(mapping, batch, signal);
      const last = found.at(-1);
      const after = store.state.mappings?.[id];
      if (last && after && !isOfQueue(after)) pass(last.position, after.lastResult);
    }
  }

  /** Whether an incomplete batch waits for more: its window opens with its first change. */
  function waits({ windowSeconds }: StreamMapping, first: SourceChange): boolean {
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
    mapping: StreamMapping,
    batch: readonly SourceChange[],
    signal: AbortSignal,
  ): Promise<void> {
    const lanes = lanesOf(batch, mapping.parallelization);
    const result = { text: 'OK' };
    const settled = await Promise.allSettled(
      lanes.map((lane) => {
        let requestId = context.random.uuid();
        return deliver(
          {
            mapping,
            clock,
            signal,
            run(some) {
              requestId = context.random.uuid();
              return runBatch(dependencies, mapping, some, 'dynamodb.amazonaws.com', requestId);
            },
            givenUp: (some, end) => tellFailure(dependencies, mapping, some, { ...end, requestId }),
            failed() {
              result.text = FAILED;
              tell(FAILED);
            },
            passed(some, done) {
              if (done) result.text = 'OK';
              const last = some.at(-1);
              // With several lanes, the batch is passed as a whole.
              if (last && lanes.length === 1) pass(last.position, result.text);
            },
          },
          lane,
        );
      }),
    );
    // No lane continues while another one still runs.
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
