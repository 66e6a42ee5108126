import type { Clock } from '../../../store/clock.ts';
import { changeItem } from '../items/attempt-write.ts';
import type { ChangeFeed } from '../storage/committer.ts';
import type { ItemLocks } from '../storage/item-locks.ts';
import type { ItemStore } from '../storage/item-store.ts';
import { type Level, prefixes, rangeOf, type Write } from '../storage/level.ts';
import type { TableRecord, TableRecords } from '../storage/table-records.ts';
import { shapeOf } from '../table-shape.ts';
import { expiryKey, expiryOf, isDue, parseExpiryKey, secondsKey } from './expiry-entry.ts';

/** How long an expired item is still there, in milliseconds of the engine's clock; AWS takes up to a few days. */
const LINGER_MS = 60_000;

/** The longest that one alarm is set for: timers hold no more than 24 days. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/** Deletes items some time after the second in one of their attributes, as the service itself. */
export interface Expiry extends ChangeFeed {
  /** Records when existing items of a table expire. */
  fill(record: TableRecord): Promise<void>;
  /** Sets the alarm for the item that expires next. */
  wake(): Promise<void>;
  forget(): void;
}

interface Dependencies {
  readonly level: Level;
  readonly records: TableRecords;
  readonly items: ItemStore;
  readonly locks: Pick<ItemLocks, 'takeAll'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  during<T>(task: () => Promise<T>): Promise<T>;
}

const SERVICE = { type: 'Service', principalId: 'dynamodb.amazonaws.com' } as const;

export function createExpiry({ level, records, items, locks, clock, during }: Dependencies): Expiry {
  let alarm: { readonly at: number; cancel(): void } | undefined;

  function setAlarm(seconds: number): void {
    const at = seconds * 1000 + LINGER_MS;
    if (alarm && alarm.at <= at) return;
    alarm?.cancel();
    const ms = Math.min(LONGEST_MS, Math.max(1, at - clock.now()));
    const { cancel } = clock.after(ms, () => {
      alarm = undefined;
      // A failure is retried with the next alarm, or at the next start.
      during(sweep).catch(() => undefined);
    });
    alarm = { at, cancel };
  }

  function expiring(): TableRecord[] {
    return records.names().flatMap((name) => {
      const record = records.get(name);
      return record?.timeToLive && record.description.TableStatus !== 'DELETING' ? [record] : [];
    });
  }

  async function sweep(): Promise<void> {
    const due = Math.floor((clock.now() - LINGER_MS) / 1000);
    for (const record of expiring()) {
      const id = record.description.TableId;
      const prefix = prefixes.expiries(id);
      for await (const key of level.keys({ gte: prefix, lt: prefix + secondsKey(due + 1) }))
        await remove(record, key, due);
    }
    await wake();
  }

  async function remove({ description, timeToLive }: TableRecord, key: string, due: number): Promise<void> {
    const { item } = parseExpiryKey(description.TableId, key);
    const release = await locks.takeAll([item]);
    try {
      const found = await items.read(item);
      const expiry = expiryOf(found, timeToLive?.attribute ?? '');
      const gone: Write = { type: 'del', key };
      if (!found || expiry === undefined || !isDue(expiry, due)) {
        await items.commit({ changes: [], writes: [gone] });
        return;
      }
      const { change, writes } = changeItem(shapeOf(description), item, found, undefined);
      await items.commit({ changes: [{ ...change, by: SERVICE }], writes: [...writes, gone] });
    } finally {
      release();
    }
  }

  async function wake(): Promise<void> {
    for (const { description } of expiring()) {
      const range = rangeOf(prefixes.expiries(description.TableId));
      for await (const key of level.keys({ ...range, limit: 1 }))
        setAlarm(parseExpiryKey(description.TableId, key).seconds);
    }
  }

  return {
    writesFor(changes) {
      return changes.flatMap(({ table, key, before, after }): Write[] => {
        const name = records.get(table.name)?.timeToLive?.attribute;
        if (name === undefined) return [];
        const [old, next] = [expiryOf(before, name), expiryOf(after, name)];
        if (old === next) return [];
        if (next !== undefined) setAlarm(next);
        return [
          ...(old === undefined ? [] : [{ type: 'del', key: expiryKey(table.id, old, key) } as const]),
          ...(next === undefined
            ? []
            : [{ type: 'put', key: expiryKey(table.id, next, key), value: '' } as const]),
        ];
      });
    },
    async fill({ description, timeToLive }) {
      const { prefix } = shapeOf(description);
      for await (const item of level.keys(rangeOf(prefix))) {
        const release = await locks.takeAll([item]);
        try {
          const seconds = expiryOf(await items.read(item), timeToLive?.attribute ?? '');
          if (seconds === undefined) continue;
          const key = expiryKey(description.TableId, seconds, item);
          await items.commit({ changes: [], writes: [{ type: 'put', key, value: '' }] });
        } finally {
          release();
        }
      }
      await wake();
    },
    wake,
    forget() {
      alarm?.cancel();
      alarm = undefined;
    },
  };
}
