import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder } from '../emulator/store/folder-lock.ts';
import { ReaderError } from '../provision/reconcile/reader-error.ts';

/** The folder that stands for the lock on an environment, below its state folder. */
export const LOCK = join('run', 'changing');

/** Lets one command at a time change an environment. A killed command holds nothing. Throws ReaderError if another command is running. */
export async function lock(stateDir: string): Promise<AsyncDisposable> {
  const folder = join(stateDir, LOCK);
  await mkdir(folder, { recursive: true });
  const taken = await lockFolder(folder);
  if (!taken.holder) return taken;
  const { pid } = taken.holder;
  throw new ReaderError(
    `Another command is changing this environment${pid === undefined ? '' : ` (process ${pid})`}: wait until it has ended.`,
  );
}
