import { expect, test } from '@jest/globals';
import { axisFromZero, doublingAxis } from './axis.ts';
import { plot } from './plot.ts';
import type { Row } from './summary.ts';

function row(memoryMb: number, responseMs: number, usdPerMillion: number): Row {
  return {
    memoryMb,
    responseMs,
    usdPerMillion,
    responseP95Ms: responseMs,
    durationMs: responseMs,
    billedMs: responseMs,
    firstResponseMs: 100,
    initMs: 80,
    maxMemoryMb: 60,
  };
}

const rows = [row(128, 40, 0.3), row(512, 10, 0.28), row(2048, 9, 0.5)];
const caption = { title: 'A & B: <time> over "memory"', subtitle: 'engine, 2026-01-01', kneeMb: 512 };

/** Parses elements, attributes and text strictly: what is not closed, crossed or not escaped is an error. */
function namesIn(document: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  let rest = document;
  const pattern = /^<(\/?)([a-z]+)((?: [A-Za-z0-9:-]+="[^"<&]*")*)(\/?)>|^(?:[^<>&]|&#\d+;)+/;
  while (rest !== '') {
    const [whole, end, name, , empty] = pattern.exec(rest) ?? [];
    if (!whole) throw new Error(`Not well-formed at: ${rest.slice(0, 60)}`);
    rest = rest.slice(whole.length);
    if (!name) continue;
    if (end) expect(open.pop()).toBe(name);
    else {
      names.push(name);
      if (!empty) open.push(name);
    }
  }
  expect(open).toEqual([]);
  return names;
}

test('draws well-formed SVG for any text, with a mark for each size and curve', () => {
  const names = namesIn(plot(rows, caption));
  expect(names[0]).toBe('svg');
  expect(names.filter((name) => name === 'circle')).toHaveLength(rows.length + 1);
  expect(names.filter((name) => name === 'polyline')).toHaveLength(2);
  expect(() => namesIn('<svg><text>a < b</text></svg>')).toThrow('Not well-formed');
});

test('draws the curves through the points', () => {
  const drawing = plot(rows, caption);
  const [cost = [], time = []] = [...drawing.matchAll(/points="([^"]+)"/g)].map(([, points = '']) =>
    points.split(' ').map((point) => point.split(',').map(Number)),
  );
  const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = [], [x3 = 0, y3 = 0] = []] = time;
  // Each is four times the memory of the one before.
  expect(x2 - x1).toBeCloseTo(x3 - x2, 0);
  // 40, 10 and 9 ms above a common zero.
  expect((y2 - y1) / (y3 - y2)).toBeCloseTo(30, 0);
  expect(cost.map(([x]) => x)).toEqual([x1, x2, x3]);
  expect(cost[1]?.[1]).toBeGreaterThan(cost[0]?.[1] ?? 0);
});

test('writes title, subtitle, units and the knee', () => {
  const drawing = plot(rows, caption);
  for (const words of [
    'engine, 2026-01-01',
    'response time, ms',
    'US dollars a million runs',
    'memory, MB',
    '>knee: 512 MB<',
    '2,048',
  ])
    expect(drawing).toContain(words);
  expect(plot(rows, { ...caption, kneeMb: undefined })).not.toContain('knee:');
});

test('draws a single size', () => {
  namesIn(plot([row(128, 40, 0.3)], caption));
});

test.each([
  [
    [40, 3],
    [0, 10, 20, 30, 40],
  ],
  [
    [0.31, 0.2],
    [0, 0.1, 0.2, 0.3, 0.4],
  ],
  [[11], [0, 2, 4, 6, 8, 10, 12]],
  [[0], [0]],
])('scales an axis for %j', (values, ticks) => {
  const axis = axisFromZero(values, 100, 0);
  expect(axis.ticks.slice(0, 9)).toEqual(expect.arrayContaining(ticks));
  expect(axis.at(0)).toBe(100);
  expect(axis.at(axis.ticks.at(-1) ?? 0)).toBeCloseTo(0);
});

test('gives each doubling the same length', () => {
  const x = doublingAxis([128, 1024], 0, 30);
  expect([128, 256, 512, 1024].map(x)).toEqual([0, 10, 20, 30]);
});
