import type { FileHandle } from 'node:fs/promises';

/** What is needed of an open file. */
export type LogFile = Pick<FileHandle, 'write' | 'datasync' | 'close'>;

/** What could not be written to the disk, and why. */
export class NotKeptError extends Error {
  override readonly name = 'NotKeptError';
}

/** Appends to one file after the other, in order, all waiting records at once. */
export interface LogWriter extends AsyncDisposable {
  append(record: Buffer): void;
  /** Resolves when everything appended is written; undefined if it is. Rejects with NotKeptError. */
  flushed(): Promise<void> | undefined;
  /** Undefined as long as the disk accepts writes. After a failure: tries once more, and rejects with NotKeptError if it fails again. */
  recovered(): Promise<void> | undefined;
  /** Continues in another file, whose beginning is already written; earlier records are in the old one. */
  goOnIn(file: LogFile, end: number): Promise<void>;
  /** The file's content, in bytes. */
  readonly length: number;
  /** How many records were appended in this file. */
  readonly count: number;
}

/**
 * Writes to `file` from `end` on. Keeps what could not be written, and writes it over its remains as soon as the disk accepts it: nothing
 * later is ever in the file without it. With `durable` a change counts only once the disk has it, and not just the system.
 */
export function createLogWriter(
  file: LogFile,
  end: number,
  { where, durable }: { where: string; durable: boolean },
): LogWriter {
  let pending: Buffer[] = [];
  let writing: Promise<void> | undefined;
  let failure: NotKeptError | undefined;
  let closed = false;
  let count = 0;

  async function drain(): Promise<void> {
    try {
      while (pending.length > 0) {
        const taken = pending.length;
        const batch = taken === 1 && pending[0] ? pending[0] : Buffer.concat(pending);
        await writeWhole(batch, end);
        if (durable) await file.datasync();
        end += batch.length;
        pending = pending.slice(taken);
      }
      failure = undefined;
    } catch (error) {
      failure = refusal(error);
    } finally {
      writing = undefined;
    }
  }

  function refusal(error: unknown): NotKeptError {
    return new NotKeptError(
      `The disk does not take the state in ${where} (${(error as Error).message}): what was asked is not kept. It works again once the disk does.`,
      { cause: error },
    );
  }

  /** The system may write only a part, for example when the disk is nearly full. */
  async function writeWhole(bytes: Buffer, at: number): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
      if (bytesWritten === 0) throw new Error('nothing was written');
      done += bytesWritten;
    }
  }

  function settled(): Promise<void> {
    writing ??= Promise.resolve().then(drain);
    return writing.then(() => {
      if (failure) throw failure;
    });
  }

  return {
    append(record) {
      // What a function logs while the engine ends is lost, as when an engine is killed.
      if (closed) return;
      pending.push(record);
      count += 1;
      writing ??= Promise.resolve().then(drain);
    },
    flushed: () => (writing || failure ? settled() : undefined),
    recovered: () => (failure ? settled() : undefined),
    async goOnIn(next, from) {
      while (writing) await writing;
      if (failure) throw failure;
      const before = file;
      file = next;
      end = from;
      count = 0;
      // Everything is written; an error of closing does not matter.
      await before.close().catch(() => undefined);
    },
    get length() {
      return end;
    },
    get count() {
      return count;
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      while (writing) await writing;
      await file.close();
    },
  };
}
