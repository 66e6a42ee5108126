import type { SourceChange } from '../../../edge/interfaces/change-source.ts';
import type { Clock } from '../../../store/clock.ts';
import { fitting } from './batch.ts';
import type { StreamMapping } from './mapping.ts';
import type { RunResult } from './mapping-runner.ts';
import { undoneOfStream } from './reported-failures.ts';

export interface Delivery {
  readonly mapping: StreamMapping;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** Aborts when the mapping, or the engine, ends. */
  readonly signal: AbortSignal;
  run(changes: readonly SourceChange[]): Promise<RunResult>;
  /** Called for each failed try. */
  failed(): void;
  /** Called for changes that are given up, before they are passed. */
  givenUp(changes: readonly SourceChange[], end: GivenUp): Promise<void>;
  /** Called for changes that were done, or given up, in their order. */
  passed(changes: readonly SourceChange[], done: boolean): void;
}

/** Why changes are given up. */
export interface GivenUp {
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExpired';
  /** How often the function was run with them. */
  readonly runs: number;
  /** Whether the last run ended with an error; false where the function reported them as not done. */
  readonly failed: boolean;
}

/** Between tries: after 1 s, doubled each time up to one minute. AWS backs off too, and does not document its times. */
const [DELAY_MS, LONGEST_DELAY_MS] = [1000, 60_000];

/**
 * Delivers changes to the function until all are done or given up: with as many tries, and for as long, as the mapping says. With
 * bisecting, a failed batch is tried in two halves, which counts as no try (developer guide, "Error handling for DynamoDB event sources").
 * Rejects with the signal's reason.
 */
export async function deliver(delivery: Delivery, changes: readonly SourceChange[]): Promise<void> {
  let left = changes;
  while (left.length > 0) {
    const batch = fitting(left.slice(0, delivery.mapping.batchSize));
    await deliverBatch(delivery, batch, { tries: 0, runs: 0 });
    left = left.slice(batch.length);
  }
}

async function deliverBatch(
  delivery: Delivery,
  changes: readonly SourceChange[],
  before: { readonly tries: number; readonly runs: number },
): Promise<void> {
  const { mapping, clock, signal, run } = delivery;
  let [left, tries, runs, delays, failed] = [changes, before.tries, before.runs, 0, false];
  for (;;) {
    signal.throwIfAborted();
    left = await withoutOld(delivery, left, { runs, failed });
    if (left.length === 0) return;
    const result = await run(left);
    if (result === 'later') {
      await clock.sleep(delayFor(delays), signal);
      delays += 1;
      continue;
    }
    runs += 1;
    failed = result === 'failed';
    const tried = left;
    const undone =
      result === 'failed' ? left : mapping.reportsFailures ? undoneOfStream(result.answer, left) : [];
    const done = left.slice(0, left.length - undone.length);
    if (done.length > 0) delivery.passed(done, true);
    if (undone.length === 0) return;
    delivery.failed();
    left = undone;
    if (mapping.bisects && left.length > 1 && left.length === tried.length) {
      const middle = Math.ceil(left.length / 2);
      await deliverBatch(delivery, left.slice(0, middle), { tries, runs });
      return deliverBatch(delivery, left.slice(middle), { tries, runs });
    }
    if (mapping.retries >= 0 && tries >= mapping.retries)
      return giveUp(delivery, left, { condition: 'RetryAttemptsExhausted', runs, failed });
    tries += 1;
    await clock.sleep(delayFor(delays), signal);
    delays += 1;
  }
}

function delayFor(delays: number): number {
  return Math.min(DELAY_MS * 2 ** delays, LONGEST_DELAY_MS);
}

async function giveUp(delivery: Delivery, changes: readonly SourceChange[], end: GivenUp): Promise<void> {
  await delivery.givenUp(changes, end);
  delivery.passed(changes, false);
}

/** Gives up what is too old. */
async function withoutOld(
  delivery: Delivery,
  changes: readonly SourceChange[],
  last: Omit<GivenUp, 'condition'>,
): Promise<readonly SourceChange[]> {
  const { maxAgeSeconds } = delivery.mapping;
  if (maxAgeSeconds < 0) return changes;
  const oldest = delivery.clock.now() - maxAgeSeconds * 1000;
  const young = changes.findIndex(({ at }) => at >= oldest);
  const old = young < 0 ? changes : changes.slice(0, young);
  if (old.length > 0) await giveUp(delivery, old, { condition: 'RecordAgeExpired', ...last });
  return young < 0 ? [] : changes.slice(young);
}
