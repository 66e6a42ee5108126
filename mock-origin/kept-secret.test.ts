import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readConfig } from './config.ts';
import { withKeptSecret } from './kept-secret.ts';

let stateDir = '';
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'origin-'));
});
afterEach(() => rm(stateDir, { recursive: true }));

test('makes a secret in STATE_DIR once', async () => {
  const { secret } = readConfig(await withKeptSecret({ STATE_DIR: stateDir }));
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect((await readFile(join(stateDir, 'origin-secret'), 'utf8')).trim()).toBe(secret);
  expect(readConfig(await withKeptSecret({ STATE_DIR: stateDir })).secret).toBe(secret);
});

test('prefers a given secret, and keeps it for its owner and a start without one', async () => {
  await withKeptSecret({ STATE_DIR: stateDir });
  const given = 'another-secret-altogether';
  const first = await withKeptSecret({ STATE_DIR: stateDir, ORIGIN_SECRET: given });
  expect(readConfig(first).secret).toBe(given);
  expect(readConfig(await withKeptSecret({ STATE_DIR: stateDir, ORIGIN_SECRET: '' })).secret).toBe(given);
  expect((await stat(join(stateDir, 'origin-secret'))).mode & 0o777).toBe(0o600);
});

test('requires a secret without STATE_DIR', async () => {
  expect(await withKeptSecret({ ORIGIN_SECRET: '' })).toEqual({ ORIGIN_SECRET: '' });
});
