import type { Clock } from '../../../store/clock.ts';
import { fitting, MAX_BYTES } from './batch.ts';
import type { QueueMapping } from './mapping.ts';
import type { QueueItem } from './queue-record.ts';

/** Takes a batch; `since` is when its first message came, in milliseconds. */
type Whole = (items: readonly QueueItem[], since: number) => void;

/** Messages that wait to become a batch. */
export interface Batches {
  take(
    items: readonly QueueItem[],
    settings: Pick<QueueMapping, 'batchSize' | 'windowSeconds'>,
    whole: Whole,
  ): void;
  /** Ends the wait; returns the rest. */
  empty(): readonly QueueItem[];
}

/**
 * Collects messages into batches (developer guide, "Batching behavior"): one is complete when it has the mapping's size, when its event is
 * as large as possible, or when the window since its first message is over.
 */
export function createBatches(clock: Pick<Clock, 'after' | 'now'>): Batches {
  let waiting: readonly QueueItem[] = [];
  let bytes = 0;
  let since = 0;
  let window: { cancel(): void } | undefined;

  function keep(items: readonly QueueItem[]): void {
    waiting = items;
    bytes = items.reduce((sum, { message }) => sum + Buffer.byteLength(message.Body), 0);
  }

  function close(): void {
    window?.cancel();
    window = undefined;
  }

  return {
    take(items, { batchSize, windowSeconds }, whole) {
      if (items.length === 0) return;
      if (waiting.length === 0) since = clock.now();
      keep([...waiting, ...items]);
      const hand = () => {
        const batch = fitting(waiting.slice(0, batchSize));
        keep(waiting.slice(batch.length));
        close();
        whole(batch, since);
        since = clock.now();
      };
      const all = () => {
        while (waiting.length > 0) hand();
      };
      if (windowSeconds === 0) return all();
      while (waiting.length >= batchSize || bytes >= MAX_BYTES) hand();
      if (waiting.length > 0) window ??= clock.after(windowSeconds * 1000, all);
    },
    empty() {
      const left = waiting;
      keep([]);
      close();
      return left;
    },
  };
}
