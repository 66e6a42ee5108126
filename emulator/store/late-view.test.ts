import { expect, test } from '@jest/globals';
import { TestClock } from './clock.ts';
import { defineStore } from './store.ts';
import { createStores } from './stores.ts';

interface Shelf {
  books: Map<string, { title: string }>;
}

function openShelf() {
  const clock = new TestClock();
  const stores = createStores(undefined, clock);
  const store = stores.open(
    defineStore({
      name: 'shelf',
      initial: (): Shelf => ({ books: new Map() }),
      mutations: {
        put: (state, { id, title }: { id: string; title: string }) => state.books.set(id, { title }),
        rename(state, { id, title }: { id: string; title: string }) {
          const book = state.books.get(id);
          if (book) book.title = title;
        },
      },
    }),
  );
  const titles = (of = store) => [...of.state.books.values()].map(({ title }) => title);
  return { clock, stores, store, titles };
}

test('shows a lagging store every change later, at its own time, and shares nothing with the store', () => {
  const { clock, store, titles } = openShelf();
  store.commit.put({ id: 'a', title: 'There before' });
  const late = store.behind(() => 1000);
  store.commit.rename({ id: 'a', title: 'Renamed' });
  clock.advance(600);
  late.commit.put({ id: 'b', title: 'Second' });
  expect(titles()).toEqual(['Renamed', 'Second']);
  expect(titles(late)).toEqual(['There before']);
  clock.advance(400);
  expect(titles(late)).toEqual(['Renamed']);
  clock.advance(600);
  expect(titles(late)).toEqual(['Renamed', 'Second']);
  expect(late.state.books.get('a')).not.toBe(store.state.books.get('a'));
});

test('lags stores by different times', () => {
  const { clock, store, titles } = openShelf();
  const [early, late] = [store.behind(() => 10), store.behind(() => 20)];
  store.commit.put({ id: 'a', title: 'News' });
  clock.advance(10);
  expect([titles(early), titles(late)]).toEqual([['News'], []]);
  clock.advance(10);
  expect(titles(late)).toEqual(['News']);
});

test('drops what lags at once on a reset', () => {
  const { clock, stores, store, titles } = openShelf();
  const late = store.behind(() => 10);
  store.commit.put({ id: 'a', title: 'Before' });
  stores.reset();
  clock.advance(10);
  expect(titles(late)).toEqual([]);
  store.commit.put({ id: 'b', title: 'After' });
  clock.advance(10);
  expect(titles(late)).toEqual(['After']);
});

test('shows the store’s own state without a lag, and follows a lag that is turned on and off', () => {
  const { clock, store, titles } = openShelf();
  let lag = 0;
  const late = store.behind(() => lag);
  store.commit.put({ id: 'a', title: 'First' });
  expect(late.state).toBe(store.state);
  lag = 10;
  store.commit.rename({ id: 'a', title: 'Renamed' });
  expect(titles(late)).toEqual(['First']);
  clock.advance(10);
  expect(titles(late)).toEqual(['Renamed']);
  store.commit.rename({ id: 'a', title: 'Renamed again' });
  expect(titles(late)).toEqual(['Renamed']);
  lag = 0;
  expect(late.state).toBe(store.state);
  expect(titles(late)).toEqual(['Renamed again']);
  lag = 10;
  store.commit.rename({ id: 'a', title: 'Last' });
  expect(titles(late)).toEqual(['Renamed again']);
});
