import { mkdtemp, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
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

test('unzips files, and keeps which of them may be run', async () => {
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

/** A zip's entry for a symbolic link to `target`. */
const linkTo = (target: string): Zippable[string] => [strToU8(target), { os: 3, attrs: 0o120777 * 0x10000 }];

test('makes symbolic links that point inside, outside and nowhere, and empty folders', async () => {
  const out = join(folder, 'out');
  await unzip(
    zip({
      'bin/tool': linkTo('../lib/tool.js'),
      node_modules: linkTo('/opt/nodejs/node_modules'),
      'lib/tool.js': strToU8('1'),
      'empty/': new Uint8Array(),
    }),
    out,
  );
  expect(await readFile(join(out, 'bin/tool'), 'utf8')).toBe('1');
  expect(await readlink(join(out, 'node_modules'))).toBe('/opt/nodejs/node_modules');
  expect(await readdir(join(out, 'empty'))).toEqual([]);
});

test.each([
  ['before', () => ({ link: linkTo('..'), 'link/out.txt': strToU8('x') })],
  ['after', () => ({ 'link/out.txt': strToU8('x'), link: linkTo('..') })],
])('rejects a link with a file below it that comes %s', async (_when, files) => {
  await expect(unzip(zip(files()), join(folder, 'out'))).rejects.toMatchObject(unreadable);
  expect(await readdir(folder)).toEqual(['out']);
});

test.each([
  ['nothing', ''],
  ['a path with a NUL', 'a\0b'],
  ['a path that is too long', 'a'.repeat(4097)],
])('rejects a link to %s', async (_what, target) => {
  await expect(unzip(zip({ link: linkTo(target) }), join(folder, 'out'))).rejects.toMatchObject(unreadable);
});

test('rejects a zip that says it is larger than 250 MB, before inflating it', async () => {
  const bomb = zip({ big: [new Uint8Array(1024), { level: 9 }] });
  bomb.writeUInt32LE(251 * 1024 * 1024, bomb.indexOf(Buffer.from('PK\u0001\u0002')) + 24);
  await expect(unzip(bomb, join(folder, 'out'))).rejects.toMatchObject({
    message: 'Unzipped size must be smaller than 262144000 bytes',
  });
});

test('stops at a file that inflates to more than the zip says', async () => {
  const bomb = zip({ big: [new Uint8Array(50 * 1024 * 1024), { level: 9 }] });
  bomb.writeUInt32LE(10, bomb.indexOf(Buffer.from('PK\u0001\u0002')) + 24);
  await expect(unzip(bomb, join(folder, 'out'))).rejects.toMatchObject(unreadable);
});

test('rejects a zip that is cut short, and what is no zip', async () => {
  const whole = zip({ 'a.txt': strToU8('x'.repeat(100)) });
  for (const bytes of [whole.subarray(0, 60), Buffer.alloc(0), Buffer.from('PK'), whole.subarray(30)]) {
    await expect(unzip(bytes, join(folder, 'out'))).rejects.toMatchObject(unreadable);
  }
});

test('rejects a path that is a file and a folder', async () => {
  const both = zip({ a: strToU8('x'), 'a/b': strToU8('y') });
  await expect(unzip(both, join(folder, 'out'))).rejects.toMatchObject(unreadable);
});
