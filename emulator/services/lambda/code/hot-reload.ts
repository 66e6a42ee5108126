import { existsSync, type FSWatcher, watch } from 'node:fs';
import type { Random } from '../../../store/random.ts';
import type { Pools } from '../environments/pools.ts';
import type { LambdaStore } from '../state/lambda-store.ts';

/** Sees changes in the folders of functions that run from a folder, and has their environments replaced. */
export interface HotReload extends Disposable {
  /** Looks which folders are in use; to be called when functions came, changed or went. */
  sync(): void;
}

/** A build writes more than one file: what comes within so many milliseconds counts as one change. */
const QUIET_MS = 20;

/** Makes the watch over LocalStack's hot-reload folders. */
export function createHotReload({
  store,
  pools,
  random,
}: {
  store: LambdaStore;
  pools: Pick<Pools, 'replace'>;
  random: Pick<Random, 'uuid'>;
}): HotReload {
  const watchers = new Map<string, FSWatcher>();

  function foldersInUse(): Set<string> {
    const all = Object.values(store.state.functions).flatMap(({ latest, versions }) => [
      latest,
      ...Object.values(versions),
    ]);
    return new Set(all.flatMap(({ code }) => (code.folder === undefined ? [] : [code.folder])));
  }

  function open(folder: string): void {
    // One that is gone has nothing to watch, and an invocation tells what is missing.
    if (!existsSync(folder)) return;
    let quiet: NodeJS.Timeout | undefined;
    const watcher = watch(folder, { recursive: true, persistent: false }, () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => changed(folder), QUIET_MS);
    });
    watcher.on('error', () => close(folder));
    watcher.on('close', () => clearTimeout(quiet));
    watchers.set(folder, watcher);
  }

  function close(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function changed(folder: string): void {
    const change = random.uuid();
    store.commit.reloadFolder({ folder, change });
    for (const { name, versions, settled } of Object.values(store.state.functions)) {
      for (const settings of [settled, ...Object.values(versions)]) {
        if (settings?.code.folder === folder) pools.replace(name, settings.version, change);
      }
    }
  }

  return {
    sync() {
      const used = foldersInUse();
      for (const folder of watchers.keys()) if (!used.has(folder)) close(folder);
      for (const folder of used) if (!watchers.has(folder)) open(folder);
    },
    [Symbol.dispose]() {
      for (const folder of [...watchers.keys()]) close(folder);
    },
  };
}
