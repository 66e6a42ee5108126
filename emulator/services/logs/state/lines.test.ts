import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLineFiles } from './line-files.ts';
import { createLines, type Lines } from './lines.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lines-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const messages = (lines: Lines, group = 'g', stream = 's') =>
  lines.of(group, stream).map(({ message }) => message);
const one = (message: string, timestamp = 1) => [{ timestamp, message }];

test('orders lines by time, and lines of one moment by arrival', () => {
  const lines = createLines(undefined);
  lines.append('g', 's', [...one('b', 2), ...one('c', 2)], 10);
  lines.append('g', 's', one('a', 1), 10);
  lines.append('g', 's', one('d', 2), 5);
  expect(messages(lines)).toEqual(['a', 'b', 'c', 'd']);
  expect(lines.sizeOf('g')).toBe(4 * 27);
});

test('keeps lines and deletions over a restart', async () => {
  {
    await using files = openLineFiles(folder);
    const lines = createLines(files);
    lines.append('g', 's', one('first'), 1000);
    lines.append('g', 'gone', one('x'), 1000);
    lines.append('gone', 's', one('x'), 1000);
    lines.removeStream('g', 'gone');
    lines.removeGroup('gone');
    lines.append('gone', 's', one('made again'), 1000);
  }
  await using files = openLineFiles(folder);
  const lines = createLines(files);
  lines.append('g', 's', one('second'), 2000);
  expect(messages(lines)).toEqual(['first', 'second']);
  expect(messages(lines, 'g', 'gone')).toEqual([]);
  expect(messages(lines, 'gone')).toEqual(['made again']);
});

test('empties the files on a reset', async () => {
  {
    await using files = openLineFiles(folder);
    const lines = createLines(files);
    lines.append('g', 's', one('x'), 1000);
    lines.clear();
    lines.append('g', 's', one('after'), 1000);
  }
  await using files = openLineFiles(folder);
  expect(messages(createLines(files))).toEqual(['after']);
});

test('keeps the newest lines of a talkative stream', () => {
  const lines = createLines(undefined);
  for (let at = 0; at < 25_000; at += 1) lines.append('g', 's', one(String(at), at), at);
  const kept = messages(lines);
  expect(kept.length).toBeGreaterThanOrEqual(10_000);
  expect(kept.length).toBeLessThanOrEqual(11_001);
  expect(kept.at(-1)).toBe('24999');
});

test('limits all lines to a size, in memory and in the files', async () => {
  const message = 'x'.repeat(100_000);
  {
    await using files = openLineFiles(folder);
    const lines = createLines(files);
    for (let at = 0; at < 400; at += 1) {
      lines.append('g', `s${at % 7}`, [{ timestamp: at, message }], at);
      // The files are written in the background: wait, so that more than one begins.
      if (at % 20 === 0) await new Promise(setImmediate);
    }
    expect(lines.sizeOf('g')).toBeLessThanOrEqual(32 * 1024 * 1024);
    expect(lines.sizeOf('g')).toBeGreaterThan(25 * 1024 * 1024);
    expect(lines.of('g', 's0')[0]?.timestamp).toBeGreaterThan(50);
    expect(lines.of('g', `s${399 % 7}`).at(-1)?.timestamp).toBe(399);
  }
  expect((await readdir(folder)).length).toBeLessThanOrEqual(5);
});
