import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { basename, join, sep } from 'node:path';

/**
 * An editor writes a file in more than one step, and a tool more than one file: whatever comes within so many milliseconds is one change.
 */
const QUIET_MS = 8;

/** A file is emptied before it is rewritten: an empty one gets so many milliseconds more. */
const EMPTY_MS = 100;

/** Files that were saved together. */
export interface Change {
  /** Absolute paths of new, changed or deleted files. */
  paths: ReadonlySet<string>;
  /** When the system reported the first, by `performance.now()`. */
  savedAt: number;
}

/**
 * Reports changes in folders and everything below, until it is disposed of. It watches each folder itself, so that a file that an editor
 * replaces is seen like one that it writes to. It skips hidden files and editors' backups.
 */
export function watchFolders(folders: readonly string[], changed: (change: Change) => void): Disposable {
  const watchers = new Map<string, FSWatcher>();
  let paths = new Set<string>();
  let savedAt = 0;
  let quiet: NodeJS.Timeout | undefined;

  function open(folder: string): void {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_type, name) => {
        if (name !== null) seen(join(folder, name));
      });
      watchers.set(
        folder,
        watcher.on('error', () => close(folder)),
      );
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory()) open(join(folder, entry.name));
      }
    } catch {
      // It went before it could be watched.
      close(folder);
    }
  }

  /** Ends the watch of a folder and those in it. */
  function close(gone: string): void {
    for (const [folder, watcher] of watchers) {
      if (folder !== gone && !folder.startsWith(`${gone}${sep}`)) continue;
      watcher.close();
      watchers.delete(folder);
    }
  }

  function seen(path: string): void {
    if (/^\.|~$/.test(basename(path))) return;
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (isFolder && !watchers.has(path)) {
      open(path);
      // Its content came with it.
      for (const file of filesIn(path)) note(file);
    } else if (!isFolder) {
      close(path);
      note(path);
    }
  }

  function note(path: string): void {
    if (paths.size === 0) savedAt = performance.now();
    paths.add(path);
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      if ([...paths].some((changedPath) => isEmpty(changedPath))) quiet = setTimeout(tell, EMPTY_MS);
      else tell();
    }, QUIET_MS);
  }

  function tell(): void {
    const change = { paths, savedAt };
    paths = new Set();
    changed(change);
  }

  for (const folder of folders) open(folder);
  return {
    [Symbol.dispose]() {
      clearTimeout(quiet);
      for (const folder of folders) close(folder);
    },
  };
}

function isEmpty(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === 0;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
