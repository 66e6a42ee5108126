import { existsSync, type FSWatcher, watch } from 'node:fs';
import type { Random } from '../../../store/random.ts';
import type { Pools } from '../environments/pools.ts';
import type { LambdaStore } from '../state/lambda-store.ts';

/** Watches the folders of functions that run from a folder, and replaces their environments on changes. */
export interface HotReload extends Disposable {
  /** Checks which folders are in use; to be called when functions came, changed or went. */
  sync(): void;
}

/** A build writes more than one file: whatever comes within so many milliseconds is one change. */
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
    // A deleted one has nothing to watch, and an invocation says what is missing.
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
