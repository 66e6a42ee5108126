import { expect, test } from '@jest/globals';
import { readReport } from './report-line.ts';

const ID = '8f507cfc-1a2b-4c3d-9e8f-0123456789ab';

test('reads the text of a warm run, and of a cold one', () => {
  const warm = `REPORT RequestId: ${ID}\tDuration: 3.11 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 69 MB\t\n`;
  const figures = { requestId: ID, durationMs: 3.11, billedMs: 4, memoryMb: 128, maxMemoryMb: 69 };
  expect(readReport(warm)).toEqual({ ...figures, initMs: undefined });
  const cold = warm.replace(
    '\t\n',
    '\tInit Duration: 167.15 ms\t\nXRAY TraceId: 1-2-3\tSegmentId: 4\tSampled: true\t\n',
  );
  expect(readReport(cold)).toEqual({ ...figures, initMs: 167.15 });
});

test('reads the JSON of a cold run', () => {
  const metrics = {
    durationMs: 101.5,
    billedDurationMs: 303,
    memorySizeMB: 512,
    maxMemoryUsedMB: 33,
    initDurationMs: 200.1,
  };
  const line = {
    time: '2026-01-01T00:00:00.000Z',
    type: 'platform.report',
    record: { requestId: ID, metrics, status: 'success' },
  };
  expect(readReport(JSON.stringify(line))).toEqual({
    requestId: ID,
    durationMs: 101.5,
    billedMs: 303,
    memoryMb: 512,
    maxMemoryMb: 33,
    initMs: 200.1,
  });
});

test.each([
  'START RequestId: a Version: $LATEST',
  'INIT_REPORT Init Duration: 3000.00 ms\tPhase: init\tStatus: timeout',
  'REPORT of mine: all is well',
  `REPORT RequestId: ${ID}\tDuration: 3.11 ms\tBilled Duration: 4 ms\tMax Memory Used: 69 MB\t`,
  `REPORT RequestId: ${ID}\tDuration: soon\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 69 MB\t`,
  '{"type":"platform.report","record":{}}',
  '{"message":"about \\"platform.report\\""}',
  '{"platform.report"',
])('does not read %s as a report', (line) => {
  expect(readReport(line)).toBeUndefined();
});
