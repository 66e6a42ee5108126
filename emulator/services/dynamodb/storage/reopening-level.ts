import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClassicLevel } from 'classic-level';
import { NotKeptError } from '../../../store/log-writer.ts';

type Store = ClassicLevel<string, string>;

/** What writes, by the place of its options. */
const IN_TURN = new Map<string | symbol, number>([
  ['put', 2],
  ['del', 1],
  ['batch', 1],
]);
/** How LevelDB says that the system has refused it something. */
const SPOILS = new Set<string | undefined>(['LEVEL_IO_ERROR', 'LEVEL_CORRUPTION']);
/** How much room there has to be before LevelDB is opened anew, in bytes: it writes several files then. */
const ROOM = 256 * 1024;

/**
 * LevelDB whose disk may be full. A write that fails can leave a part of itself in LevelDB's log, and what LevelDB appends behind that is
 * lost at the next start, though it was acknowledged. So after a failure the store is closed and opened anew before anything else is
 * written; reads go on meanwhile. A write that the disk does not take rejects with NotKeptError. With `durable` each write waits until the
 * disk has it, together with all before it.
 */
export function reopeningLevel(level: Store, folder: string, durable: boolean): Store {
  const methods = new Map<string | symbol, unknown>();
  let isSpoilt = false;
  let isEnded = false;
  let before: Promise<unknown> = Promise.resolve();

  async function reopen(): Promise<void> {
    const probe = join(folder, 'room');
    try {
      await writeFile(probe, Buffer.alloc(ROOM), { mode: 0o600 });
    } finally {
      await rm(probe, { force: true });
    }
    await level.close();
    await level.open();
    isSpoilt = false;
  }

  async function carryOut(write: () => Promise<unknown>): Promise<unknown> {
    const isReopening = isSpoilt && !isEnded;
    try {
      if (isReopening) await reopen();
      return await write();
    } catch (error) {
      if (!isReopening && !SPOILS.has((error as { code?: string }).code)) throw error;
      isSpoilt = true;
      throw new NotKeptError(
        `The disk does not take the items in ${folder} (${(error as Error).message}): what was asked is not kept. It works again once the disk does.`,
        { cause: error },
      );
    }
  }

  function methodOf(name: string | symbol, method: (...given: unknown[]) => unknown): unknown {
    const options = IN_TURN.get(name);
    if (options === undefined) return method.bind(level);
    // One after the other: none may reach the log behind one that fails.
    return (...given: unknown[]) => {
      if (durable) given[options] = { ...(given[options] as object | undefined), sync: true };
      const done = before.then(() => carryOut(() => method.apply(level, given) as Promise<unknown>));
      before = done.catch(() => undefined);
      return done;
    };
  }

  return new Proxy(level, {
    get(target, name) {
      if (name === 'close') isEnded = true;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const known = methods.get(name) ?? methodOf(name, value as (...given: unknown[]) => unknown);
      methods.set(name, known);
      return known;
    },
  });
}
