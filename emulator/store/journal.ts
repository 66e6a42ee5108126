import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import * as fileSystem from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry, JournalFiles } from './journal-files.ts';
import { createLogWriter } from './log-writer.ts';
import { readState } from './read-state.ts';
import { BEGINNING, encodeRecord } from './state-file.ts';

interface Replayable {
  apply(mutation: string, args: unknown): void;
  restore(state: unknown): void;
  reset(): void;
}

export interface Journal extends AsyncDisposable {
  append(entry: Entry): void;
  flushed(): Promise<void> | undefined;
  recovered(): Promise<void> | undefined;
  replay(store: string, into: Replayable): void;
  /**
   * From now on a long log becomes a snapshot of all stores, so that it stays short and the next start is quick; at once where what was
   * read is long, or has an older form. Call it once all stores are open. Each store is taken in a turn of its own.
   */
  compact(snapshot: () => Record<string, unknown>): Promise<void>;
  /** Resolves when no snapshot is being written. */
  compacted(): Promise<void>;
}

export interface JournalOptions {
  files?: JournalFiles;
  /** Whether a change counts only when the disk itself has it. */
  durable?: boolean;
  /** Whether to go on with what is whole where something is damaged. */
  recover?: boolean;
  /** A log that was read and is longer than this, in bytes, becomes a snapshot at the start. */
  atStart?: number;
  /** A log that becomes longer than this, in bytes, and than twice the snapshot, becomes one while the engine runs. */
  whileRunning?: number;
}

/**
 * Opens the state of a folder: `snapshot-n` holds each store as it was, `log-n` and what follows the changes since. Rejects with
 * DamagedStateError, one sentence, when a byte is not as it was written, and with NewerStateError.
 */
export async function openJournal(folder: string, options: JournalOptions = {}): Promise<Journal> {
  const { files = fileSystem, durable = false, recover = false } = options;
  const { atStart = 4 * 1024 * 1024, whileRunning = 32 * 1024 * 1024 } = options;
  await files.mkdir(folder, { recursive: true });
  const found = await readState(files, folder, recover);
  let number = found.lastLog;
  const path = (kind: string, generation = number) => join(folder, `${kind}-${generation}`);

  async function openLog(end: number) {
    // Not for appending: what was cut short is written over.
    const file = await files.open(path('log'), constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      await file.truncate(end);
      if (end === 0) await file.write(BEGINNING, 0, BEGINNING.length, 0);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }
  const first = await openLog(found.end);
  const writer = createLogWriter(first, Math.max(found.end, BEGINNING.length), { where: folder, durable });
  let take: (() => Record<string, unknown>) | undefined;
  let compacting: Promise<void> | undefined;
  let threshold = Math.max(whileRunning, 2 * found.snapshotBytes);

  /** Writes a snapshot; the changes that come meanwhile go to the log behind it, and each store says how many of them it has. */
  async function writeSnapshot(snapshot: () => Record<string, unknown>): Promise<void> {
    const draft = join(folder, 'snapshot.draft');
    try {
      const log = await goOnInNextLog();
      const size = await writeDraft(draft, snapshot);
      // The snapshot counts the changes that it has of that log, so they have to be there.
      await writer.flushed();
      await log.datasync();
      await files.rename(draft, path('snapshot'));
      threshold = Math.max(whileRunning, 2 * size);
      await removeOlder(number);
    } catch {
      // All of it stands in the logs as well. The next attempt is made when they have grown by as much again.
      threshold = writer.length + whileRunning;
      await files.rm(draft, { force: true }).catch(() => undefined);
    }
  }

  async function goOnInNextLog() {
    number += 1;
    let log: FileHandle | undefined;
    try {
      log = await openLog(0);
      await writer.goOnIn(log, BEGINNING.length);
      return log;
    } catch (error) {
      await log?.close();
      await files.rm(path('log'), { force: true }).catch(() => undefined);
      number -= 1;
      throw error;
    }
  }

  async function writeDraft(draft: string, snapshot: () => Record<string, unknown>): Promise<number> {
    const handle = await files.open(draft, 'w', 0o600);
    let size = 0;
    const write = async (bytes: Buffer) => {
      size += bytes.length;
      await handle.appendFile(bytes);
    };
    try {
      await write(BEGINNING);
      for (const store of Object.keys(snapshot()))
        await write(encodeRecord({ store, state: snapshot()[store], has: writer.count }));
      await write(encodeRecord({ complete: true }));
      await handle.sync();
      return size;
    } finally {
      await handle.close();
    }
  }

  async function removeOlder(generation: number): Promise<void> {
    for (const name of await files.readdir(folder)) {
      const of = /^(?:snapshot|log|journal)-(\d+)$/.exec(name)?.[1];
      if (of !== undefined && Number(of) < generation) await files.rm(join(folder, name), { force: true });
    }
  }

  function compactNow(): void {
    if (take === undefined || compacting) return;
    compacting = writeSnapshot(take).finally(() => {
      compacting = undefined;
    });
  }

  return {
    append(entry) {
      writer.append(encodeRecord(entry));
      if (writer.length > threshold) compactNow();
    },
    flushed: writer.flushed,
    recovered: writer.recovered,
    replay(store, into) {
      const kept = found.states.get(store);
      if (kept) into.restore(kept.state);
      for (const { entry, has } of found.entriesOf(store)) {
        if (has) continue;
        if (entry.store === '*') into.reset();
        else into.apply(entry.mutation, entry.args);
      }
    },
    async compact(snapshot) {
      take = snapshot;
      if (found.logBytes > atStart || found.mustBeWritten) compactNow();
      await compacting;
      found.forget();
    },
    async compacted() {
      await compacting;
    },
    async [Symbol.asyncDispose]() {
      take = undefined;
      await compacting;
      await writer[Symbol.asyncDispose]();
    },
  };
}
