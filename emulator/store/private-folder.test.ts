import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makePrivate, makeStateFolder, removeEmptyStateFolder } from './private-folder.ts';

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test('makes a folder that only its owner can read, whatever the umask', async () => {
  const base = await mkdtemp(join(tmpdir(), 'gatehouse-private-'));
  await makePrivate(join(base, 'a', 'b'));
  expect(await modeOf(join(base, 'a', 'b'))).toBe('700');
  await rm(base, { recursive: true });
});

test('closes a folder that an older version left open, with its files', async () => {
  const base = await mkdtemp(join(tmpdir(), 'gatehouse-private-'));
  await mkdir(join(base, 'run'));
  await writeFile(join(base, 'run', 'secret'), 'x');
  await writeFile(join(base, 'program'), 'x');
  await chmod(join(base, 'run', 'secret'), 0o644);
  await chmod(join(base, 'program'), 0o755);
  await chmod(join(base, 'run'), 0o755);
  await chmod(base, 0o755);
  await makePrivate(base);
  const modes = await Promise.all(
    ['.', 'run', 'run/secret', 'program'].map((path) => modeOf(join(base, path))),
  );
  expect(modes).toEqual(['700', '700', '600', '700']);
  await rm(base, { recursive: true });
});

test('lets git ignore a new state folder, and removes it when it is empty', async () => {
  const base = await mkdtemp(join(tmpdir(), 'gatehouse-private-'));
  const folder = join(base, 'state');
  await makeStateFolder(folder);
  expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  await writeFile(join(folder, 'kept'), '');
  await removeEmptyStateFolder(folder);
  expect(await readdir(folder)).toEqual(['.gitignore', 'kept']);
  await rm(join(folder, 'kept'));
  await removeEmptyStateFolder(folder);
  expect(await readdir(base)).toEqual([]);
  await rm(base, { recursive: true });
});

test('adds no .gitignore to a folder with other files, and keeps its own', async () => {
  const base = await mkdtemp(join(tmpdir(), 'gatehouse-private-'));
  await writeFile(join(base, 'notes'), '');
  await makeStateFolder(base);
  expect(await readdir(base)).toEqual(['notes']);
  await rm(join(base, 'notes'));
  await writeFile(join(base, '.gitignore'), 'build\n');
  await makeStateFolder(base);
  await removeEmptyStateFolder(base);
  expect(await readFile(join(base, '.gitignore'), 'utf8')).toBe('build\n');
  await rm(base, { recursive: true });
});
