import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { watchFolders } from './watch-folders.ts';

let folder: string;
let watch: Disposable;
let changes: Set<string>[];
let heard: () => void = () => undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-watch-'));
  await mkdir(join(folder, 'inner'));
  await writeFile(join(folder, 'inner/a.ts'), 'first');
  changes = [];
  watch = watchFolders([folder], ({ paths }) => {
    changes.push(new Set([...paths].map((path) => path.slice(folder.length + 1))));
    heard();
  });
});
afterEach(async () => {
  watch[Symbol.dispose]();
  await rm(folder, { recursive: true });
});

/** Waits until a change of this file is reported, and forgets all reports. */
async function told(file: string): Promise<void> {
  while (!changes.some((paths) => paths.has(file)))
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  changes = [];
}

test('sees a file however an editor saves it, again and again', async () => {
  for (let save = 0; save < 2; save += 1) {
    await writeFile(join(folder, 'inner/a.ts'), `written ${save}`);
    await told('inner/a.ts');
    await writeFile(join(folder, 'inner/.a.ts.swp'), `replaced ${save}`);
    await rename(join(folder, 'inner/.a.ts.swp'), join(folder, 'inner/a.ts'));
    await told('inner/a.ts');
  }
});

test('treats files saved together as one change', async () => {
  for (const file of ['x.ts', 'inner/y.ts']) writeFileSync(join(folder, file), 'text');
  while (changes.length === 0)
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  expect(changes).toEqual([new Set(['x.ts', 'inner/y.ts'])]);
});

test('sees deleted files, and new folders with files', async () => {
  await rm(join(folder, 'inner/a.ts'));
  await told('inner/a.ts');
  await mkdir(join(folder, 'new/deep'), { recursive: true });
  await writeFile(join(folder, 'new/deep/b.ts'), 'text');
  await told('new/deep/b.ts');
  await writeFile(join(folder, 'new/deep/b.ts'), 'other text');
  await told('new/deep/b.ts');
  await rm(join(folder, 'new'), { recursive: true });
  await told('new');
});

test('skips hidden files and editors’ backups', async () => {
  for (const name of ['.a.ts.swp', 'a.ts~', '.#a.ts']) await writeFile(join(folder, name), 'text');
  await writeFile(join(folder, 'c.ts'), 'text');
  while (changes.length === 0)
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  expect([...(changes[0] ?? [])]).toEqual(['c.ts']);
});
