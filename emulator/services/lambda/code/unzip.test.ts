import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { unzip } from './unzip.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-unzip-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const zip = (files: Zippable) => Buffer.from(zipSync(files));
const unreadable = {
  code: 'InvalidParameterValueException',
  message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
};

test('writes files with their contents, executable if they were', async () => {
  const long = strToU8('line\n'.repeat(10_000));
  await unzip(
    zip({
      'a/b/long.txt': [long, { level: 9 }],
      'stored.txt': [strToU8('as it is'), { level: 0 }],
      'run.sh': [strToU8('#!/bin/sh'), { os: 3, attrs: 0o100755 * 0x10000 }],
      'empty/': new Uint8Array(),
    }),
    join(folder, 'out'),
  );
  expect(await readFile(join(folder, 'out/a/b/long.txt'))).toEqual(Buffer.from(long));
  expect(await readFile(join(folder, 'out/stored.txt'), 'utf8')).toBe('as it is');
  expect((await stat(join(folder, 'out/run.sh'))).mode & 0o111).toBe(0o111);
  expect((await stat(join(folder, 'out/stored.txt'))).mode & 0o111).toBe(0);
});

test.each(['../out.txt', 'a/../../out.txt', '/out.txt', 'a\\..\\out.txt'])(
  'rejects a path that leaves the folder: %s',
  async (path) => {
    await expect(unzip(zip({ [path]: strToU8('x') }), join(folder, 'out'))).rejects.toMatchObject(unreadable);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('a symbolic link is refused', async () => {
  const link = zip({ link: [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 * 0x10000 }] });
  await expect(unzip(link, join(folder, 'out'))).rejects.toMatchObject(unreadable);
});

test('rejects an archive that claims more than 250 MB before it inflates it', async () => {
  const bomb = zip({ big: [new Uint8Array(1024), { level: 9 }] });
  bomb.writeUInt32LE(251 * 1024 * 1024, bomb.indexOf(Buffer.from('PK\u0001\u0002')) + 24);
  await expect(unzip(bomb, join(folder, 'out'))).rejects.toMatchObject({
    message: 'Unzipped size must be smaller than 262144000 bytes',
  });
});

test('stops when an archive inflates to more than it claims', async () => {
  const bomb = zip({ big: [new Uint8Array(50 * 1024 * 1024), { level: 9 }] });
  bomb.writeUInt32LE(10, bomb.indexOf(Buffer.from('PK\u0001\u0002')) + 24);
  await expect(unzip(bomb, join(folder, 'out'))).rejects.toMatchObject(unreadable);
});

test('rejects what is cut short or is no zip', async () => {
  const whole = zip({ 'a.txt': strToU8('x'.repeat(100)) });
  for (const bytes of [whole.subarray(0, 60), Buffer.alloc(0), Buffer.from('PK'), whole.subarray(30)]) {
    await expect(unzip(bytes, join(folder, 'out'))).rejects.toMatchObject(unreadable);
  }
});

test('rejects a path that is a file and a folder', async () => {
  const both = zip({ a: strToU8('x'), 'a/b': strToU8('y') });
  await expect(unzip(both, join(folder, 'out'))).rejects.toMatchObject(unreadable);
});
