import { expect, test } from '@jest/globals';
import type { Report } from './report-line.ts';
import { quantile, rowOf } from './summary.ts';
import { tableOf } from './table.ts';

function report(durationMs: number, initMs?: number): Report {
  const billedMs = Math.ceil(durationMs + (initMs ?? 0));
  return {
    requestId: `${durationMs}`,
    durationMs,
    billedMs,
    memoryMb: 512,
    maxMemoryMb: 60 + durationMs,
    initMs,
  };
}

const measured = {
  memoryMb: 512,
  firstResponsesMs: [150, 130, 190],
  responsesMs: [5, 3, 4],
  reports: [report(20, 100), report(15, 90), report(12, 200), report(2), report(3), report(7)],
};

test('uses the cold run only for the first response, the init and the memory', () => {
  expect(rowOf(measured, 'x86_64')).toEqual({
    memoryMb: 512,
    responseMs: 4,
    responseP95Ms: 4.9,
    durationMs: 3,
    billedMs: 4,
    usdPerMillion: 0.5 * 0.004 * 16.6667 + 0.2,
    firstResponseMs: 150,
    initMs: 100,
    maxMemoryMb: 80,
  });
});

test('uses all runs if the log shows no init', () => {
  const reports = [report(2), report(4)];
  expect(rowOf({ ...measured, reports }, 'x86_64')).toMatchObject({ durationMs: 3, initMs: undefined });
});

test('interpolates quantiles', () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([1, 2], 0.5)).toBe(1.5);
  expect(quantile([7], 0.95)).toBe(7);
  expect(quantile([], 0.5)).toBeNaN();
});

test('aligns a table’s columns', () => {
  const row = rowOf(measured, 'x86_64');
  const lines = tableOf([row, { ...row, memoryMb: 10_240, initMs: undefined }]);
  expect(lines).toHaveLength(3);
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines[1]).toMatch(
    /^ {2}512 MB +29 % +4\.0 ms +4\.9 ms +3\.0 ms +4\.0 ms +\$0\.23 +150 ms +100 ms +80 MB$/,
  );
  expect(lines[2]).toContain(' – ');
});
