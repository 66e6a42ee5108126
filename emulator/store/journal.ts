import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

export interface Entry {
  store: string;
  mutation: string;
  args: unknown;
}

interface Replayable {
  apply(mutation: string, args: unknown): void;
  restore(state: unknown): void;
  reset(): void;
}

export interface Journal extends AsyncDisposable {
  append(entry: Entry): void;
  flushed(): Promise<void> | undefined;
  replay(store: string, into: Replayable): void;
  /** Writes a snapshot when the journal that was read is long, so that the next start is quick. Call once all stores are open. */
  compact(snapshot: () => Record<string, unknown>): Promise<void>;
}

/** A journal longer than this, in bytes, is replaced by a snapshot at the next start. */
const COMPACT_ABOVE = 4 * 1024 * 1024;

/**
 * Opens the journal of a folder: generation `n` is `snapshot-n` (absent for 0) and the changes since, `journal-n`.
 * A change is four bytes of length, then the entry as a structured clone. A tail that a crash cut short is dropped.
 */
export async function openJournal(folder: string): Promise<Journal> {
  await mkdir(folder, { recursive: true });
  const files = await readdir(folder);
  let generation = Math.max(0, ...files.map((file) => Number(/^snapshot-(\d+)$/.exec(file)?.[1] ?? 0)));
  const snapshot = generation > 0 ? deserialize(await readFile(join(folder, `snapshot-${generation}`))) : {};
  const path = (kind: string) => join(folder, `${kind}-${generation}`);
  const bytes = await readFile(path('journal')).catch(() => Buffer.alloc(0));
  const { entries, end } = parse(bytes);
  let file: FileHandle = await open(path('journal'), 'a');
  if (end < bytes.length) await file.truncate(end);

  let pending: Buffer[] = [];
  let writing: Promise<void> | undefined;
  let failure: unknown;
  let closed = false;

  async function drain(): Promise<void> {
    try {
      while (pending.length > 0) {
        const batch = pending;
        pending = [];
        await file.appendFile(Buffer.concat(batch));
      }
    } catch (error) {
      // Told to every call that waits for its changes from now on: none of them is kept.
      failure = error;
    } finally {
      writing = undefined;
    }
  }

  async function toldOfFailure(): Promise<void> {
    if (failure !== undefined)
      throw new Error(`The journal in ${folder} cannot be written.`, { cause: failure });
  }

  return {
    append(entry) {
      // What a function still says while the engine ends is lost, as it is when an engine is killed.
      if (closed) return;
      const body = serialize(entry);
      const length = Buffer.allocUnsafe(4);
      length.writeUInt32LE(body.length);
      pending.push(length, body);
      writing ??= Promise.resolve().then(drain);
    },
    flushed: () => (failure === undefined ? writing?.then(toldOfFailure) : toldOfFailure()),
    replay(store, into) {
      const state = snapshot[store];
      if (state !== undefined) into.restore(state);
      for (const entry of entries) {
        if (entry.store === store) into.apply(entry.mutation, entry.args);
        else if (entry.store === '*') into.reset();
      }
    },
    async compact(take) {
      if (end < COMPACT_ABOVE) return;
      await writing;
      const old = generation;
      generation += 1;
      const draft = join(folder, 'snapshot.draft');
      const handle = await open(draft, 'w');
      await handle.writeFile(serialize(take()));
      await handle.sync();
      await handle.close();
      await file.close();
      file = await open(path('journal'), 'a');
      await rename(draft, path('snapshot'));
      await rm(join(folder, `journal-${old}`), { force: true });
      await rm(join(folder, `snapshot-${old}`), { force: true });
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await writing;
      await file.close();
    },
  };
}

function parse(bytes: Buffer): { entries: Entry[]; end: number } {
  const entries: Entry[] = [];
  let end = 0;
  while (end + 4 <= bytes.length) {
    const length = bytes.readUInt32LE(end);
    if (end + 4 + length > bytes.length) break;
    entries.push(deserialize(bytes.subarray(end + 4, end + 4 + length)) as Entry);
    end += 4 + length;
  }
  return { entries, end };
}
