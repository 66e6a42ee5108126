import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openJournal } from './journal.ts';
import { rewriteState } from './rewrite-state.ts';
import { defineStore } from './store.ts';
import { createStores } from './stores.ts';

interface Shelf {
  books: Map<string, { title: string; pages: Uint8Array; printed: Date }>;
}

const shelf = defineStore({
  name: 'shelf',
  initial: (): Shelf => ({ books: new Map() }),
  mutations: {
    put(state, args: { id: string; title: string; pages?: Uint8Array }) {
      if (args.title === '') throw new Error('a book without a title');
      const book = { title: args.title, pages: args.pages ?? new Uint8Array(), printed: new Date(0) };
      state.books.set(args.id, book);
      return book;
    },
    remove(state, args: { id: string }) {
      return state.books.delete(args.id);
    },
  },
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function withShelf<T>(use: (opened: ReturnType<typeof parts>) => T | Promise<T>): Promise<T> {
  await using journal = await openJournal(folder, { rewrite: (order) => rewriteState(order, [shelf]) });
  const opened = parts(createStores(journal), journal);
  const result = await use(opened);
  await opened.stores.flushed();
  return result;
}

function parts(stores: ReturnType<typeof createStores>, journal: Awaited<ReturnType<typeof openJournal>>) {
  return { stores, journal, store: stores.open(shelf) };
}

test('keeps what was committed over a restart, with binary values and dates', async () => {
  await withShelf(({ store }) => {
    expect(store.commit.put({ id: 'a', title: 'Waiting', pages: new Uint8Array([1, 2, 3]) }).title).toBe(
      'Waiting',
    );
    store.commit.put({ id: 'b', title: 'Gone' });
    expect(store.commit.remove({ id: 'b' })).toBe(true);
  });
  await withShelf(({ store }) => {
    expect([...store.state.books.keys()]).toEqual(['a']);
    expect(store.state.books.get('a')).toEqual({
      title: 'Waiting',
      pages: new Uint8Array([1, 2, 3]),
      printed: new Date(0),
    });
  });
});

test('does not journal a change that throws', async () => {
  await withShelf(({ store }) => {
    expect(() => store.commit.put({ id: 'a', title: '' })).toThrow('without a title');
  });
  await withShelf(({ store }) => expect(store.state.books.size).toBe(0));
});

test('empties every store on a reset, also after a restart', async () => {
  await withShelf(({ stores, store }) => {
    store.commit.put({ id: 'a', title: 'Before' });
    stores.reset();
    expect(store.state.books.size).toBe(0);
    store.commit.put({ id: 'b', title: 'After' });
  });
  await withShelf(({ store }) => expect([...store.state.books.keys()]).toEqual(['b']));
});

test('drops a tail that a crash cut short, and keeps what comes after it', async () => {
  await withShelf(({ store }) => {
    store.commit.put({ id: 'a', title: 'Whole' });
  });
  const file = await open(join(folder, 'log-0'), 'a');
  await file.write(Buffer.from([200, 0, 0, 0, 1, 2, 3]));
  await file.close();
  await withShelf(({ store }) => {
    expect([...store.state.books.keys()]).toEqual(['a']);
    store.commit.put({ id: 'b', title: 'Later' });
  });
  await withShelf(({ store }) => expect([...store.state.books.keys()]).toEqual(['a', 'b']));
});

test('turns a long journal into a snapshot at the next start, and loses nothing', async () => {
  const pages = new Uint8Array(1024 * 1024);
  await withShelf(({ store }) => {
    for (let index = 0; index < 5; index += 1)
      store.commit.put({ id: 'thick', title: `Edition ${index}`, pages });
  });
  await withShelf(async ({ stores, journal, store }) => {
    await journal.compact(() => stores.snapshot());
    store.commit.put({ id: 'thin', title: 'After the snapshot' });
  });
  expect((await readdir(folder)).sort()).toEqual(['log-1', 'snapshot-1']);
  await withShelf(({ store }) => {
    expect([...store.state.books.values()].map(({ title }) => title)).toEqual([
      'Edition 4',
      'After the snapshot',
    ]);
  });
});

test('migrates an older version’s journal without a snapshot', async () => {
  await withShelf(({ store }) => {
    store.commit.put({ id: 'a', title: 'Waiting', pages: new Uint8Array() });
  });
  const newer = defineStore({
    ...shelf,
    upgrade(state) {
      for (const book of state.books.values()) book.title = `${book.title}, second edition`;
    },
  });
  await using journal = await openJournal(folder);
  expect(createStores(journal).open(newer).state.books.get('a')?.title).toBe('Waiting, second edition');
});

test('replays a newer version’s change on the state that it has migrated', async () => {
  await withShelf(({ store }) => {
    store.commit.put({ id: 'a', title: 'Waiting' });
  });
  interface Read extends Shelf {
    readers: Map<string, string[]>;
  }
  const newer = defineStore({
    name: 'shelf',
    initial: (): Read => ({ books: new Map(), readers: new Map() }),
    upgrade(state) {
      state.readers ??= new Map();
      for (const id of state.books.keys()) if (!state.readers.has(id)) state.readers.set(id, []);
    },
    mutations: {
      ...shelf.mutations,
      read(state, { id, by }: { id: string; by: string }) {
        const readers = state.readers.get(id);
        if (!readers) throw new Error(`Nobody can have read ${id}.`);
        readers.push(by);
      },
    },
  });
  const starts = async (use: (stores: ReturnType<typeof createStores>) => void) => {
    await using journal = await openJournal(folder);
    const stores = createStores(journal);
    use(stores);
    await stores.flushed();
  };
  await starts((stores) => void stores.open(newer).commit.read({ id: 'a', by: 'Ada' }));
  await starts((stores) => expect(stores.open(newer).state.readers.get('a')).toEqual(['Ada']));
});

test('migrates an older version’s snapshot', async () => {
  const old: Shelf = {
    books: new Map([['a', { title: 'Waiting', pages: new Uint8Array(), printed: new Date(0) }]]),
  };
  await writeFile(join(folder, 'snapshot-1'), serialize({ shelf: old }));
  const newer = defineStore({
    ...shelf,
    upgrade(state) {
      for (const book of state.books.values()) book.title = `${book.title}, second edition`;
    },
  });
  await using journal = await openJournal(folder);
  expect(createStores(journal).open(newer).state.books.get('a')?.title).toBe('Waiting, second edition');
});
