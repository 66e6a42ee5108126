import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { IN_MEMORY, Spool } from './spool.ts';

const KB = 1024;

test('keeps a large body out of memory, and returns it unchanged', async () => {
  await using spool = new Spool();
  const chunks = Array.from({ length: 150 }, () => randomBytes(64 * KB));
  let most = 0;
  for (const chunk of chunks) {
    await spool.add(chunk);
    most = Math.max(most, spool.held);
  }
  expect(spool.isLarge).toBe(true);
  expect(most).toBeLessThanOrEqual(IN_MEMORY + 64 * KB);
  expect(spool.length).toBe(150 * 64 * KB);
  expect((await buffer(await spool.stream())).equals(Buffer.concat(chunks))).toBe(true);
});

test('returns pieces that nobody waited for in order', async () => {
  await using spool = new Spool();
  const chunks = Array.from({ length: 20 }, (_, index) => Buffer.alloc(200 * KB, index));
  for (const chunk of chunks) void spool.add(chunk);
  expect((await buffer(await spool.stream())).equals(Buffer.concat(chunks))).toBe(true);
});

test('creates no file for a small body', async () => {
  await using spool = new Spool();
  expect(spool.add(Buffer.from('a'))).toBeUndefined();
  expect(spool.add(Buffer.from('b'))).toBeUndefined();
  expect(spool.isLarge).toBe(false);
  expect(spool.whole().toString()).toBe('ab');
});

test('rejects writes after it is closed, and can be closed twice', async () => {
  const spool = new Spool();
  void spool.add(Buffer.alloc(IN_MEMORY + 1));
  await spool[Symbol.asyncDispose]();
  await spool[Symbol.asyncDispose]();
  expect(spool.add(Buffer.from('a'))).toBeUndefined();
  expect(spool.held).toBe(0);
});
