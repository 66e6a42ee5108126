import * as fileSystem from 'node:fs/promises';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type JournalOptions, openJournal } from './journal.ts';
import type { JournalFiles, Rewrite } from './journal-files.ts';
import { rewriteState } from './rewrite-state.ts';
import { defineStore } from './store.ts';
import { createStores } from './stores.ts';

const numbers = defineStore({
  name: 'numbers',
  initial: () => ({ all: [] as number[], filling: '' }),
  mutations: {
    add: (state, value: number) => void state.all.push(value),
    fill: (state, filling: string) => {
      state.filling = filling;
    },
  },
});
const names = defineStore({
  name: 'names',
  initial: () => ({ last: '' }),
  mutations: {
    say: (state, name: string) => {
      state.last = name;
    },
  },
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function opened(options: JournalOptions = {}) {
  const rewrite: Rewrite = (order) => rewriteState(order, [numbers, names], options.files);
  const journal = await openJournal(folder, { rewrite, ...options });
  const stores = createStores(journal);
  const parts = { journal, stores, numbers: stores.open(numbers), names: stores.open(names) };
  return { ...parts, [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose]() };
}

/** All numbers that a restart finds. */
async function found(options: JournalOptions = {}): Promise<number[]> {
  await using state = await opened(options);
  return [...state.numbers.state.all];
}

test('finds every changed byte, says where, and continues with what comes before it', async () => {
  {
    await using state = await opened();
    for (let value = 0; value < 20; value += 1) state.numbers.commit.add(value);
  }
  const path = join(folder, 'log-0');
  const whole = await readFile(path);
  const places = Array.from({ length: 200 }, (_, index) => Math.floor((index * whole.length) / 200));
  for (const place of places) {
    const changed = Buffer.from(whole);
    changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8));
    await writeFile(path, changed);
    await expect([place, await found().catch((error: Error) => error.message)]).toEqual([
      place,
      expect.stringMatching(
        /^The state (is damaged: .*log-0 is not as it was written from byte \d+ on\. RECOVER=1 make up goes on with the \d+ changes before that, and keeps the file as log-0\.damaged\.|in .* was written by a newer engine .*)$/,
      ),
    ]);
  }
  const last = places.at(-1) ?? 0;
  const kept = await found({ recover: true });
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, value) => value));
  expect(kept.length).toBeGreaterThan(15);
  const aside = await readFile(`${path}.damaged`);
  expect(aside[last]).not.toBe(whole[last]);
  expect(await found()).toEqual(kept);
});

test('finds a changed byte of a snapshot, and continues with the intact stores', async () => {
  {
    await using state = await opened();
    state.names.commit.say('Ada');
    state.numbers.commit.add(1);
  }
  {
    await using state = await opened({ atStart: 0 });
    await state.journal.compact(() => state.stores.snapshot());
    await state.journal.compacted();
    state.numbers.commit.add(2);
    state.names.commit.say('Grace');
  }
  const [snapshot = ''] = (await readdir(folder)).filter((name) => name.startsWith('snapshot'));
  const path = join(folder, snapshot);
  const whole = await readFile(path);
  // It holds the stores in the order in which they are opened; the second is damaged.
  const spoilt = Buffer.from(whole);
  spoilt[spoilt.lastIndexOf('last') + 1] = 0x41;
  await writeFile(path, spoilt);
  const at = spoilt.lastIndexOf('names');
  const refused = await found().catch((error: Error) => error.message);
  expect(refused).toMatch(
    /snapshot-\d+ is not as it was written from byte \d+ on\. RECOVER=1 make up goes on with what is whole of it \(numbers\), and keeps the file as snapshot-\d+\.damaged\.$/,
  );
  const from = Number(/byte (\d+)/.exec(String(refused))?.[1]);
  expect([from > 0, from < at]).toEqual([true, true]);

  {
    await using state = await opened({ recover: true });
    expect(state.numbers.state.all).toEqual([1, 2]);
    // Later changes of a lost store are not applied to an empty one.
    expect(state.names.state.last).toBe('');
    await state.journal.compact(() => state.stores.snapshot());
    state.names.commit.say('Mary');
    state.numbers.commit.add(3);
  }
  expect(await readFile(`${path}.damaged`)).toEqual(spoilt);
  await using again = await opened();
  expect(again.numbers.state.all).toEqual([1, 2, 3]);
  expect(again.names.state.last).toBe('Mary');
});

test('refuses to start when the disk has no room for a recovered state, and starts once it has', async () => {
  {
    await using state = await opened();
    for (let value = 0; value < 5; value += 1) state.numbers.commit.add(value);
  }
  const bytes = await readFile(join(folder, 'log-0'));
  const at = bytes.length - 3;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(join(folder, 'log-0'), bytes);
  const rename = () => Promise.reject(new Error('ENOSPC: no space left on device'));
  {
    await using state = await opened({ recover: true, files: { ...fileSystem, rename } });
    await expect(state.journal.compact(() => state.stores.snapshot())).rejects.toThrow(
      `The disk does not take what is whole of the state in ${folder} (ENOSPC: no space left on device): start again once it does.`,
    );
  }
  expect(await found({ recover: true })).toEqual([0, 1, 2, 3]);
});

test('treats a tail cut short by a kill as no damage', async () => {
  {
    await using state = await opened();
    state.numbers.commit.add(1);
  }
  const whole = await readFile(join(folder, 'log-0'));
  for (let length = 0; length < whole.length; length += 1) {
    await writeFile(join(folder, 'log-0'), whole.subarray(0, length));
    expect(await found()).toEqual([]);
  }
  await writeFile(join(folder, 'log-0'), whole);
  await appendFile(join(folder, 'log-0'), Buffer.alloc(4096));
  expect(await found()).toEqual([1]);
});

test('rejects a state of a newer engine', async () => {
  await writeFile(join(folder, 'log-0'), 'gatehouse-state 3\nwhatever');
  await expect(opened()).rejects.toThrow(
    `The state in ${join(folder, 'log-0')} was written by a newer engine (format 3, this one knows 2): use that one, or give another STATE_DIR.`,
  );
});

test('migrates a state of the first format, and writes it anew', async () => {
  const change = (mutation: string, args: unknown) => {
    const body = serialize({ store: 'numbers', mutation, args });
    const length = Buffer.alloc(4);
    length.writeUInt32LE(body.length);
    return Buffer.concat([length, body]);
  };
  await writeFile(join(folder, 'snapshot-4'), serialize({ numbers: { all: [1], filling: '' } }));
  await writeFile(join(folder, 'journal-4'), Buffer.concat([change('add', 2), change('add', 3)]));
  {
    await using state = await opened();
    expect(state.numbers.state.all).toEqual([1, 2, 3]);
    await state.journal.compact(() => state.stores.snapshot());
    state.numbers.commit.add(4);
  }
  expect((await readdir(folder)).sort()).toEqual(['log-5', 'snapshot-5']);
  expect(await found()).toEqual([1, 2, 3, 4]);
});

test('writes to the next log while a snapshot is made', async () => {
  let orders = 0;
  let go = () => {};
  const released = new Promise<void>((resolve) => {
    go = resolve;
  });
  const rewrite: Rewrite = async (order) => {
    orders += 1;
    await released;
    return rewriteState(order, [numbers, names]);
  };
  {
    await using state = await opened({ rewrite, whileRunning: 200 });
    await state.journal.compact(() => state.stores.snapshot());
    for (let value = 0; value < 30; value += 1) {
      state.numbers.commit.add(value);
      await state.stores.flushed();
    }
    expect(orders).toBe(1);
    // What a kill at this moment would leave:
    expect(await readdir(folder)).toEqual(['log-0', 'log-1']);
    go();
  }
  expect(await readdir(folder)).toEqual(['log-1', 'snapshot-1']);
  expect(await found()).toEqual(Array.from({ length: 30 }, (_, value) => value));
});

test('keeps the journal short while it runs, with every change once', async () => {
  const filling = 'x'.repeat(1000);
  {
    await using state = await opened({ whileRunning: 20_000 });
    await state.journal.compact(() => state.stores.snapshot());
    for (let value = 0; value < 2_000; value += 1) {
      state.numbers.commit.fill(filling);
      state.numbers.commit.add(value);
      state.names.commit.say(`name ${value}`);
      if (value % 7 === 0) await state.stores.flushed();
    }
    await state.stores.flushed();
  }
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(folder, name))).size));
  // 2,000 changes of 1 KB and more were written.
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000);
  await using again = await opened();
  expect(again.numbers.state.all).toEqual(Array.from({ length: 2_000 }, (_, value) => value));
  expect(again.names.state.last).toBe('name 1999');
});

/** A file system whose writing calls fail from the `nth` on until it is `mended`. */
function failing(nth: number, code: 'ENOSPC' | 'EIO', short: boolean) {
  const disk = { calls: 0, mended: false, reached: false };
  const spoilt = () => {
    disk.calls += 1;
    if (disk.mended || disk.calls < nth) return false;
    disk.reached = true;
    return true;
  };
  const fail = () => Promise.reject(Object.assign(new Error(`${code}: no luck`), { code }));
  const files: JournalFiles = {
    ...fileSystem,
    rename: async (from, to) => (spoilt() ? fail() : fileSystem.rename(from, to)),
    rm: async (path, options) => (spoilt() ? fail() : fileSystem.rm(path, options)),
    async open(...args: Parameters<typeof fileSystem.open>) {
      if (spoilt()) return fail();
      const handle = await fileSystem.open(...args);
      return new Proxy(handle, {
        get(target, name) {
          if (name === 'write')
            return async (bytes: Buffer, offset: number, length: number, position: number) => {
              if (!spoilt()) return target.write(bytes, offset, length, position);
              if (short && length > 1) await target.write(bytes, offset, length >> 1, position);
              return fail();
            };
          const value = Reflect.get(target, name) as unknown;
          if (typeof value !== 'function') return value;
          const method = value.bind(target) as (...given: unknown[]) => unknown;
          const writes = ['appendFile', 'sync', 'datasync', 'truncate'].includes(String(name));
          return writes ? (...given: unknown[]) => (spoilt() ? fail() : method(...given)) : method;
        },
      });
    },
  };
  return { disk, files };
}

test.each([
  ['ENOSPC', false],
  ['ENOSPC', true],
  ['EIO', false],
  ['EIO', true],
] as const)(
  'keeps every acknowledged change, and works again, when a system call fails with %s (short write: %s)',
  async (code, short) => {
    for (let nth = 1; ; nth += 1) {
      await rm(folder, { recursive: true, force: true });
      const { disk, files } = failing(nth, code, short);
      const options = { files, durable: true, whileRunning: 500 };
      const told: number[] = [];
      // The engine does not start on a disk that accepts nothing, and starts when it does.
      const state = await opened(options).catch(() => undefined);
      if (state === undefined) {
        disk.mended = true;
        await (await opened(options))[Symbol.asyncDispose]();
        continue;
      }
      await state.journal.compact(() => state.stores.snapshot());
      const tell = async (value: number) => {
        await state.stores.recovered();
        state.numbers.commit.add(value);
        await state.stores.flushed();
        told.push(value);
      };
      let refused = 0;
      for (let value = 0; value < 12; value += 1)
        await tell(value).catch((error: Error) => {
          expect(error.name).toBe('NotKeptError');
          refused += 1;
        });
      await state.journal.compacted();
      // What a kill at this moment would leave:
      expect(await found()).toEqual(expect.arrayContaining(told));
      disk.mended = true;
      await tell(100);
      await tell(101);
      await state[Symbol.asyncDispose]();
      expect(await found()).toEqual(expect.arrayContaining(told));
      if (!disk.reached) {
        expect(refused).toBe(0);
        expect(nth).toBeGreaterThan(20);
        return;
      }
    }
  },
);
