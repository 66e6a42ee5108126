import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import * as fileSystem from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalFiles, Rewrite } from './journal-files.ts';
import { createLogWriter } from './log-writer.ts';
import { readState } from './read-state.ts';
import { replay } from './replay.ts';
import { BEGINNING, encodeRecord } from './state-file.ts';
import type { StoresJournal } from './stores.ts';
import { type KeptStore, writeSnapshot } from './write-snapshot.ts';

export interface Journal extends StoresJournal, AsyncDisposable {
  /**
   * Call it once all stores are open. It rewrites at once what was read in an older format, or damaged; from now on a long log becomes a
   * snapshot, so that it stays short and the next start is quick. Rejects if the disk does not accept the intact part of a damaged state:
   * additions to it would be lost with it.
   */
  compact(snapshot: () => Record<string, unknown>): Promise<void>;
  /** Resolves when no snapshot is being written. */
  compacted(): Promise<void>;
}

export interface JournalOptions {
  files?: JournalFiles;
  /** Makes snapshots while the engine runs. Without it logs grow and grow. */
  rewrite?: Rewrite;
  /** Whether a change counts only once the disk itself has it. */
  durable?: boolean;
  /** Whether to continue with the intact part of a damaged state. */
  recover?: boolean;
  /** A log that was read and is longer than this, in bytes, becomes a snapshot at the start. */
  atStart?: number;
  /** A log that becomes longer than this, in bytes, and than twice the snapshot, becomes one while the engine runs. */
  whileRunning?: number;
}

/**
 * Opens the state of a folder: `snapshot-n` holds each store at one time, `log-n` and later the changes since. Rejects with
 * DamagedStateError, one sentence, if a byte has changed, and with NewerStateError.
 */
export async function openJournal(folder: string, options: JournalOptions = {}): Promise<Journal> {
  const { files = fileSystem, rewrite, durable = false, recover = false } = options;
  const { atStart = 4 * 1024 * 1024, whileRunning = 32 * 1024 * 1024 } = options;
  await files.mkdir(folder, { recursive: true });
  const found = await readState(files, folder, { recover });
  let number = found.lastLog;
  const path = (kind: string, generation = number) => join(folder, `${kind}-${generation}`);

  async function openLog(end: number) {
    // Not in append mode: what was cut short is overwritten.
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
  const draft = join(folder, 'snapshot.draft');
  let open = false;
  let compacting: Promise<void> | undefined;
  let threshold = Math.max(whileRunning, 2 * found.snapshotBytes);

  /** Continues in a new log, and makes a snapshot of everything before it. If that fails, the logs still have it all. */
  async function compactBehind(write: Rewrite): Promise<void> {
    try {
      const log = await goOnInNextLog();
      const size = await write({ folder, before: number, draft });
      // A snapshot counts changes of the log behind it, so they must be there.
      await writer.flushed();
      await log.datasync();
      await files.rename(draft, path('snapshot'));
      threshold = Math.max(whileRunning, 2 * size);
      await removeOlder(number);
    } catch (error) {
      // The next attempt comes when the log has grown as much again.
      threshold = writer.length + whileRunning;
      await files.rm(draft, { force: true }).catch(() => undefined);
      throw error;
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

  async function removeOlder(generation: number): Promise<void> {
    for (const name of await files.readdir(folder)) {
      const of = /^(?:snapshot|log|journal)-(\d+)$/.exec(name)?.[1];
      if (of !== undefined && Number(of) < generation) await files.rm(join(folder, name), { force: true });
    }
  }

  /** The stores, each as it is at its turn. */
  function* asTheyAre(snapshot: () => Record<string, unknown>): Generator<KeptStore> {
    for (const store of Object.keys(snapshot())) yield { store, state: snapshot()[store], has: writer.count };
  }

  function compactNow(): void {
    if (!open || !rewrite || compacting) return;
    compacting = compactBehind(rewrite)
      .catch(() => undefined)
      .finally(() => {
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
    replay: (store, into) => replay(found, store, into),
    async compact(snapshot) {
      if (found.wasDamaged || found.hasOlderForm) {
        await compactBehind(() => writeSnapshot(files, draft, asTheyAre(snapshot))).catch((error: Error) => {
          if (found.wasDamaged)
            throw new Error(
              `The disk does not take what is whole of the state in ${folder} (${error.message}): start again once it does.`,
              { cause: error },
            );
        });
      }
      found.forget();
      open = true;
      if (found.logBytes > atStart) compactNow();
    },
    async compacted() {
      await compacting;
    },
    async [Symbol.asyncDispose]() {
      open = false;
      await compacting;
      await writer[Symbol.asyncDispose]();
    },
  };
}
