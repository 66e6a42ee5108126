import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cachedBundle, type MadeBundle } from './bundle-cache.ts';

let root: string;
let made: number;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  await mkdir(join(root, 'lambdas'));
  for (const path of ['lambdas/a.ts', 'lambdas/bundler.ts', 'package-lock.json']) await save(path, 'first');
  made = 0;
});
afterEach(() => rm(root, { recursive: true }));

/** Files that were saved a while ago, as sources are. */
async function save(path: string, text: string, at = 1_000_000): Promise<void> {
  await writeFile(join(root, path), text);
  await utimes(join(root, path), at, at);
}

function bundle() {
  return cachedBundle('a', { root, folder: join(root, 'kept') }, async (): Promise<MadeBundle> => {
    made += 1;
    const zip = Buffer.from(`zip ${made}`);
    return { zip, codeSha256: createHash('sha256').update(zip).digest('base64'), inputs: ['lambdas/a.ts'] };
  });
}

test('does not bundle twice, with the same result', async () => {
  const first = await bundle();
  const second = await bundle();
  expect(made).toBe(1);
  expect([Buffer.from(second.zip).toString(), second.codeSha256]).toEqual(['zip 1', first.codeSha256]);
});

test.each([
  ['a source', 'lambdas/a.ts'],
  ['the way of bundling', 'lambdas/bundler.ts'],
  ['a package', 'package-lock.json'],
])('bundles again when %s changed', async (_what, path) => {
  await bundle();
  await save(path, 'another');
  await bundle();
  expect(made).toBe(2);
  await save(path, 'first', 2_000_000);
  await bundle();
  expect(made).toBe(3);
});

test('trusts no missing source, truncated zip or zip of another run', async () => {
  await bundle();
  await rm(join(root, 'lambdas/a.ts'));
  await bundle().catch(() => undefined);
  expect(made).toBe(2);
  await save('lambdas/a.ts', 'first');
  await bundle();
  const before = made;
  await truncate(join(root, 'kept/a.zip'), 2);
  await bundle();
  expect(made).toBe(before + 1);
  await writeFile(join(root, 'kept/a.zip'), 'zip of another run');
  await bundle();
  expect(made).toBe(before + 2);
});

test('bundles a source again that was saved meanwhile', async () => {
  await save('lambdas/a.ts', 'late', Date.now() / 1000 + 5);
  await bundle();
  await bundle();
  expect(made).toBe(2);
  expect(await readdir(root)).not.toContain('kept');
});
