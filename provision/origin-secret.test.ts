import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { originSecret } from './origin-secret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('makes it once, for its owner only, and keeps it', async () => {
  const made = await originSecret(folder);
  expect(made).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(await originSecret(folder)).toBe(made);
  expect((await stat(join(folder, 'origin-secret'))).mode & 0o777).toBe(0o600);
});

test('gives simultaneous callers the same one', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => originSecret(folder)));
  expect(new Set(made).size).toBe(1);
  expect((await readFile(join(folder, 'origin-secret'), 'utf8')).trim()).toBe(made[0]);
});

test.each(['', 'short', "it's-a-quote-and-quite-long"])('rejects a file that holds %j', async (text) => {
  await writeFile(join(folder, 'origin-secret'), text);
  await expect(originSecret(folder)).rejects.toThrow(/does not hold a secret/);
});
