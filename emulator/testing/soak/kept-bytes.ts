import * as files from 'node:fs/promises';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { STORES } from '../../rewrite/stores-of-the-engine.ts';
import { readState } from '../../store/read-state.ts';
import { replay } from '../../store/replay.ts';
import { createStores } from '../../store/stores.ts';

type Definition = Parameters<ReturnType<typeof createStores>['open']>[0];

/** What each store keeps, in bytes, read from a journal's folder as a start would read it; the engine may be writing there. */
export async function keptByStore(folder: string): Promise<Record<string, number>> {
  const found = await readState(files, folder, { recover: false });
  const stores = createStores({
    append: () => undefined,
    flushed: () => undefined,
    recovered: () => undefined,
    replay: (name, into) => replay(found, name, into),
  });
  for (const definition of STORES) stores.open(definition as unknown as Definition);
  return Object.fromEntries(
    Object.entries(stores.snapshot()).map(([name, state]) => [name, serialize(state).length]),
  );
}

/** What a state folder holds by the folders in it, in bytes. */
export async function filedByFolder(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'lock')
    .map(({ name }) => name)
    .sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await sizeOf(join(folder, name))])),
  );
}

/** What goes while it is looked at counts as nothing. */
async function sizeOf(path: string): Promise<number> {
  const entry = await lstat(path).catch(() => undefined);
  if (!entry?.isDirectory()) return entry?.size ?? 0;
  const names = await readdir(path).catch(() => []);
  const sizes = await Promise.all(names.map((name) => sizeOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
