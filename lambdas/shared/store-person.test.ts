import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { plainKey } from './credential-key.ts';
import { guardKey, type PersonRecord } from './person-record.ts';
import type { InsertOutcome, PersonWriter } from './person-store.ts';
import { type StorePersonDeps, storePerson } from './store-person.ts';

const ADA = { userPoolId: 'eu-west-1_Abc', username: 'ada', sub: 'sub-of-ada', email: 'ada@example.com' };
const NOW = new Date('2026-03-04T05:06:07.089Z');

/** A table in memory; the first outcomes can be scripted. */
function memoryStore(scripted: InsertOutcome[] = []) {
  const records: PersonRecord[] = [];
  const tried: PersonRecord[] = [];
  const find = (pool: string, username: string) =>
    records.find((record) => record.userPoolId === pool && record.username === username);
  const store: PersonWriter = {
    async insertPerson(record) {
      tried.push(record);
      const outcome = scripted.shift();
      if (outcome !== undefined) return outcome;
      if (find(record.userPoolId, record.username)) return 'exists';
      records.push(record);
      return 'stored';
    },
    async hasGuard(pool, username) {
      return find(pool, username) !== undefined;
    },
  };
  return { store, records, tried };
}

function depsOf(store: PersonWriter, pauses: number[] = []): StorePersonDeps {
  return {
    store,
    clock: () => NOW,
    random: randomBytes,
    keyOf: plainKey,
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
  };
}

test('stores the record with its documented fields', async () => {
  const { store, records } = memoryStore();
  await expect(storePerson(depsOf(store), ADA)).resolves.toBe('stored');
  expect(records).toEqual([
    { ...ADA, active: true, createdAt: '2026-03-04T05:06:07.089Z', authentication: expect.any(String) },
  ]);
  const decoded = Buffer.from(records[0]?.authentication ?? '', 'base64').toString('utf8');
  expect(decoded).toMatch(/^ada:[\w-]{32}$/);
});

test('leaves one credential after three simultaneous deliveries, all successful', async () => {
  const { store, records } = memoryStore();
  const outcomes = await Promise.all([1, 2, 3].map(() => storePerson(depsOf(store), ADA)));
  expect(outcomes.sort()).toEqual(['already-stored', 'already-stored', 'stored']);
  expect(records).toHaveLength(1);
});

test('treats the same user name in another pool as another person', async () => {
  const { store, records } = memoryStore();
  await storePerson(depsOf(store), ADA);
  await storePerson(depsOf(store), { ...ADA, userPoolId: 'eu-west-1_Other' });
  expect(records).toHaveLength(2);
});

test('retries contention after growing pauses, each time with a fresh credential', async () => {
  const { store, tried } = memoryStore(['contended', 'contended', 'contended']);
  const pauses: number[] = [];
  await expect(storePerson(depsOf(store, pauses), ADA)).resolves.toBe('stored');
  expect(new Set(tried.map((record) => record.authentication)).size).toBe(4);
  expect(pauses).toHaveLength(3);
  pauses.forEach((pause, index) => {
    expect(pause).toBeGreaterThanOrEqual(25 * 2 ** index);
    expect(pause).toBeLessThanOrEqual(50 * 2 ** index);
  });
});

test('succeeds after lasting contention if the person’s guard is there by then', async () => {
  const { store, records } = memoryStore(Array(5).fill('contended'));
  records.push({ ...ADA, authentication: 'token', active: true, createdAt: NOW.toISOString() });
  await expect(storePerson(depsOf(store), ADA)).resolves.toBe('already-stored');
});

test('fails after five tries of contention if the person has no guard', async () => {
  const { store, tried } = memoryStore(Array(6).fill('contended'));
  await expect(storePerson(depsOf(store), ADA)).rejects.toThrow('the table was contended in 5 tries');
  expect(tried).toHaveLength(5);
});

test('passes a failure of the store on at once', async () => {
  const failing: PersonWriter = {
    insertPerson: () => Promise.reject(new Error('the table is gone')),
    hasGuard: () => Promise.reject(new Error('not asked')),
  };
  await expect(storePerson(depsOf(failing), ADA)).rejects.toThrow('the table is gone');
});

test('builds a guard’s key that is no base64 and is unique to pool and user name', () => {
  expect(guardKey('eu-west-1_Abc', 'ada')).toBe('person#eu-west-1_Abc#ada');
});
