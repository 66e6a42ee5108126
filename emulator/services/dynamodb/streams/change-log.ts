import type { Clock } from '../../../store/clock.ts';
import type { Random } from '../../../store/random.ts';
import type { ChangeFeed, ItemChange as StoredChange } from '../storage/committer.ts';
import { type Level, prefixes, rangeOf, type Write } from '../storage/level.ts';
import { sequenceAfter, sequenceBefore, sequenceOf } from './sequence.ts';
import { type ItemChange, RETENTION_MS, type Stream } from './stream.ts';
import { isChange, recordOf, type StreamRecord } from './stream-record.ts';

/** Which changes to read: after a sequence number, up to another one, as many and as much as may be. */
export interface ReadRange {
  readonly after: string;
  readonly upTo: string | undefined;
  readonly limit: number;
}

/** The changes of items, in streams. */
export interface ChangeLog extends ChangeFeed {
  /** The stream that takes a table's changes. */
  activeStream(tableId: string): Stream | undefined;
  /** All streams that can still be read, the oldest first. */
  streams(): Stream[];
  stream(arn: string): Stream | undefined;
  /** Turns a stream on. */
  open(stream: Stream): Promise<void>;
  /** Turns a table's stream off; does nothing without one. */
  close(tableId: string): Promise<void>;
  /** Changes in order; none can come in between later. */
  read(stream: Stream, range: ReadRange): Promise<StreamRecord[]>;
  /** The sequence number that all changes so far are up to. */
  latest(stream: Stream): string;
  /** Calls back after each batch that changed a stream. The returned function ends that. */
  watch(changed: (arn: string) => void): () => void;
  /** Forgets all, when the store was emptied. */
  forget(): void;
}

interface Dependencies {
  readonly level: Level;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'uuid'>;
}

/** How often what is too old is removed. */
const TRIM_MS = 60 * 60 * 1000;

/** The sequence number before all that can still be read. */
function oldestAt(now: number): string {
  return sequenceOf(Math.max(0, now - RETENTION_MS), 0);
}

/** The bytes of records that one read gives at most. */
const MAX_BYTES = 1024 * 1024;

/** Reads the streams that the store holds. */
export async function openChangeLog({ level, clock, random }: Dependencies): Promise<ChangeLog> {
  const known = new Map<string, Stream>();
  const last = new Map<string, string>();
  const watchers = new Set<(arn: string) => void>();
  for await (const value of level.values(rangeOf(prefixes.streams))) {
    const stream: Stream = JSON.parse(value);
    known.set(stream.arn, stream);
    const range = rangeOf(prefixes.changes(stream.arn));
    for await (const key of level.keys({ ...range, reverse: true, limit: 1 }))
      last.set(stream.arn, key.slice(prefixes.changes(stream.arn).length));
  }
  const active = new Map<string, Stream>();
  for (const stream of known.values()) if (stream.endedAt === undefined) active.set(stream.tableId, stream);

  async function save(stream: Stream): Promise<void> {
    known.set(stream.arn, stream);
    await level.put(`${prefixes.streams}${stream.arn}`, JSON.stringify(stream));
  }

  const trimmed = new Map<string, number>();

  /** Deletes unreadable changes and streams once an hour. */
  async function trim(stream: Stream, now: number): Promise<void> {
    if (now - (trimmed.get(stream.arn) ?? 0) < TRIM_MS) return;
    trimmed.set(stream.arn, now);
    const prefix = prefixes.changes(stream.arn);
    await level.clear({ gte: prefix, lt: prefix + oldestAt(now) });
    for (const other of known.values()) {
      if (other.endedAt === undefined || other.endedAt > now - RETENTION_MS) continue;
      known.delete(other.arn);
      await level.clear(rangeOf(prefixes.changes(other.arn)));
      await level.del(`${prefixes.streams}${other.arn}`);
    }
  }

  function entryOf(stream: Stream, change: ItemChange, now: number): Write {
    const sequence = sequenceAfter(last.get(stream.arn), now);
    last.set(stream.arn, sequence);
    const eventID = random.uuid().replaceAll('-', '');
    const value = JSON.stringify(recordOf(stream, change, { eventID, sequence, now }));
    return { type: 'put', key: prefixes.changes(stream.arn) + sequence, value };
  }

  /** The streams that take changes, with what each takes. */
  function followed(changes: readonly StoredChange[]): { stream: Stream; change: ItemChange }[] {
    if (active.size === 0) return [];
    return changes.flatMap(({ table, before, after, by }) => {
      const stream = active.get(table.id);
      const change = { tableId: table.id, before: before?.item, after: after?.item, ...(by && { by }) };
      return stream && isChange(change) ? [{ stream, change }] : [];
    });
  }

  return {
    activeStream: (tableId) => active.get(tableId),
    streams: () => [...known.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1)),
    stream: (arn) => known.get(arn),
    async open(stream) {
      active.set(stream.tableId, stream);
      await save(stream);
    },
    async close(tableId) {
      const stream = active.get(tableId);
      if (!stream) return;
      active.delete(tableId);
      await save({ ...stream, endedAt: clock.now() });
    },
    writesFor(changes) {
      const now = clock.now();
      return followed(changes).map(({ stream, change }) => entryOf(stream, change, now));
    },
    async written(changes) {
      for (const stream of new Set(followed(changes).map((one) => one.stream))) {
        for (const changed of watchers) changed(stream.arn);
        await trim(stream, clock.now());
      }
    },
    async read(stream, { after, upTo, limit }) {
      const oldest = oldestAt(clock.now());
      const prefix = prefixes.changes(stream.arn);
      const end = upTo === undefined ? rangeOf(prefix).lt : `${prefix}${upTo}~`;
      const records: StreamRecord[] = [];
      let size = 0;
      for await (const value of level.values({
        gt: prefix + (after > oldest ? after : oldest),
        lt: end,
        limit,
      })) {
        const record: StreamRecord = JSON.parse(value);
        size += record.dynamodb.SizeBytes;
        if (size > MAX_BYTES && records.length > 0) break;
        records.push(record);
      }
      return records;
    },
    latest: ({ arn, createdAt }) => last.get(arn) ?? sequenceBefore(sequenceOf(createdAt, 0)),
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    forget() {
      known.clear();
      active.clear();
      last.clear();
      trimmed.clear();
    },
  };
}
