import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ReaderError } from '../provision/reconcile/reader-error.ts';
import { birthOf } from './processes/birth.ts';

/**
 * Lets one command at a time change an environment. The lock of a command that was killed does not count.
 * Throws ReaderError when another command is at work.
 */
export async function lock(stateDir: string): Promise<AsyncDisposable> {
  const path = join(stateDir, 'run', 'lock');
  await mkdir(join(stateDir, 'run'), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, birth: await birthOf(process.pid) });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(mine);
      await file.close();
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(path);
    if (holder) {
      throw new ReaderError(
        `Another command is changing this environment (process ${holder}): wait until it has ended.`,
      );
    }
    await rm(path, { force: true });
  }
  throw new ReaderError('Another command is changing this environment: wait until it has ended.');
}

async function holderOf(path: string): Promise<number | undefined> {
  try {
    const { pid, birth } = JSON.parse(await readFile(path, 'utf8')) as { pid: number; birth: string };
    return (await birthOf(pid)) === birth ? pid : undefined;
  } catch {
    return undefined;
  }
}
