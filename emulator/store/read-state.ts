import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { readFirstFormat } from './first-format.ts';
import type { Entry, JournalFiles } from './journal-files.ts';
import { hasBeginning, readStateFile, type StateFile } from './state-file.ts';
import type { KeptStore } from './write-snapshot.ts';

/** A part of the state has changed on disk. The message is one sentence for a person. */
class DamagedStateError extends Error {}

export interface FoundState {
  readonly states: ReadonlyMap<string, KeptStore>;
  /** The changes of a store in order, including those of all stores (`*`); `has` says that the snapshot contains them. */
  entriesOf(store: string): Iterable<{ entry: Entry; has: boolean }>;
  /** The number of the log to continue in, and where its last whole record ends. */
  readonly lastLog: number;
  readonly end: number;
  readonly logBytes: number;
  readonly snapshotBytes: number;
  /** Whether a part has an older format, and should be rewritten. */
  readonly hasOlderForm: boolean;
  /** Whether a part was damaged, and must be rewritten before anything is added. */
  readonly wasDamaged: boolean;
  /** Releases what was read. */
  forget(): void;
}

/**
 * Reads the state of a folder: all of it, or everything before the log of number `before`. Rejects with DamagedStateError, unless `recover`
 * says to continue with the intact part, and with NewerStateError.
 */
export async function readState(
  files: JournalFiles,
  folder: string,
  { recover, before = Infinity }: { recover: boolean; before?: number },
): Promise<FoundState> {
  const names = await files.readdir(folder);
  const numbers = (kind: string) =>
    names
      .flatMap((name) => new RegExp(`^${kind}-(\\d+)$`).exec(name)?.[1] ?? [])
      .map(Number)
      .filter((number) => number < before)
      .sort((one, other) => one - other);
  const generation = numbers('snapshot').at(-1) ?? 0;
  const states = new Map<string, KeptStore>();
  let [snapshotBytes, logBytes, end] = [0, 0, 0];
  let [hasOlderForm, wasDamaged, snapshotDamaged] = [false, false, false];
  let entries: { entry: Entry; log: number; index: number }[] = [];

  async function damaged(name: string, bytes: Buffer, at: number, whole: string): Promise<void> {
    const path = join(folder, name);
    if (!recover)
      throw new DamagedStateError(
        `The state is damaged: ${path} is not as it was written from byte ${at} on. RECOVER=1 make up goes on with ${whole}, and keeps the file as ${name}.damaged.`,
      );
    await keepAside(`${path}.damaged`, bytes);
    wasDamaged = true;
  }

  /** What an earlier attempt has kept is the whole of it. */
  async function keepAside(path: string, bytes: Buffer): Promise<void> {
    await files
      .writeFile(path, bytes, { mode: 0o600, flag: 'wx' })
      .catch(async (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return;
        await files.rm(path, { force: true });
        throw error;
      });
  }

  if (generation > 0) {
    const name = `snapshot-${generation}`;
    const bytes = await files.readFile(join(folder, name));
    snapshotBytes = bytes.length;
    if (hasBeginning(bytes) || bytes[0] !== 0xff) {
      const { values, end: whole, damagedAt } = readStateFile(bytes, join(folder, name));
      for (const value of values as (KeptStore | { complete: true })[])
        if ('store' in value) states.set(value.store, value);
      const complete = values.some((value) => 'complete' in (value as object));
      if (damagedAt !== undefined || !complete) {
        snapshotDamaged = true;
        const kept = [...states.keys()].join(', ') || 'nothing';
        await damaged(name, bytes, damagedAt ?? whole, `what is whole of it (${kept})`);
      }
    } else {
      hasOlderForm = true;
      const old = await Promise.resolve(bytes)
        .then((all) => deserialize(all) as Record<string, unknown>)
        .catch(async () => {
          snapshotDamaged = true;
          await damaged(name, bytes, 0, 'nothing of it');
          return {};
        });
      for (const [store, state] of Object.entries(old)) states.set(store, { store, state, has: 0 });
    }
  }

  // A journal of the first format is older than all logs.
  for (const number of numbers('journal').filter((one) => one >= generation)) {
    const name = `journal-${number}`;
    const bytes = await files.readFile(join(folder, name));
    const { values, damagedAt } = readFirstFormat(bytes);
    entries.push(...(values as Entry[]).map((entry) => ({ entry, log: -1, index: 0 })));
    logBytes += bytes.length;
    hasOlderForm = true;
    if (damagedAt !== undefined)
      await damaged(name, bytes, damagedAt, `the ${values.length} changes before that`);
  }

  const logs: { number: number; name: string; bytes: Buffer; file: StateFile }[] = [];
  for (const number of numbers('log').filter((one) => one >= generation)) {
    const name = `log-${number}`;
    const bytes = await files.readFile(join(folder, name));
    logs.push({ number, name, bytes, file: readStateFile(bytes, join(folder, name)) });
    logBytes += bytes.length;
  }
  // A log begun on a full disk is empty, and the one before it continued.
  const isEmpty = (file: StateFile | undefined) => file?.values.length === 0 && file.damagedAt === undefined;
  while (logs.length > 1 && isEmpty(logs.at(-1)?.file)) logs.pop();
  let cut = false;
  for (const [place, { number, name, bytes, file }] of logs.entries()) {
    if (cut) {
      await damaged(name, bytes, 0, 'what is before it');
      end = 0;
      continue;
    }
    (file.values as Entry[]).forEach((entry, index) => void entries.push({ entry, log: number, index }));
    end = file.end;
    // A log with a successor was whole when that began.
    const isCutShort = place < logs.length - 1 && file.end < bytes.length;
    const at = file.damagedAt ?? (isCutShort ? file.end : undefined);
    if (at === undefined) continue;
    await damaged(name, bytes, at, `the ${entries.length} changes before that`);
    cut = true;
  }

  return {
    states,
    *entriesOf(store) {
      // Later changes do not bring back the lost part of a damaged snapshot.
      if (snapshotDamaged && !states.has(store)) return;
      const kept = states.get(store)?.has ?? 0;
      for (const { entry, log, index } of entries)
        if (entry.store === store || entry.store === '*')
          yield { entry, has: log === generation && index < kept };
    },
    lastLog: logs.at(-1)?.number ?? generation,
    end,
    logBytes,
    snapshotBytes,
    hasOlderForm,
    wasDamaged,
    forget() {
      entries = [];
      states.clear();
    },
  };
}
