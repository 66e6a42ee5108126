import { expect, test } from '@jest/globals';
import { plainProgress } from './plain-progress.ts';
import { type Clock, waitFor } from './wait.ts';

/** Time that passes only while somebody sleeps. */
function clock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };
}

test('looks soon, then less often, and prints now and then what it waits for and what it saw', async () => {
  const time = clock();
  const lines: string[] = [];
  const looks: number[] = [];
  const run = { clock: time, progress: plainProgress(time, (line) => lines.push(line)) };
  const ready = await waitFor(
    {
      what: 'role reader to become assumable',
      look: async () => {
        looks.push(time.now());
        return time.now() > 7_000 ? { ready: 'yes' } : { state: 'cannot be assumed' };
      },
      patience: 60_000,
      interval: 2_000,
      advice: 'Check its trust policy.',
    },
    run,
  );
  expect(ready).toBe('yes');
  expect(looks.slice(0, 4)).toEqual([0, 50, 150, 350]);
  expect(Math.max(...looks.map((at, index) => at - (looks[index - 1] ?? 0)))).toBe(2_000);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines[0]).toMatch(
    /s {2}… waiting for role reader to become assumable \(\d\.\d s\): cannot be assumed$/,
  );
});

test('gives up with the time, the last state and what to check', async () => {
  const time = clock();
  const wait = waitFor(
    {
      what: 'table user to be ACTIVE',
      look: async () => ({ state: 'CREATING' }),
      patience: 10_000,
      interval: 2_000,
      advice: 'Look at it in the console.',
    },
    { clock: time, progress: plainProgress(time, () => undefined) },
  );
  await expect(wait).rejects.toThrow(
    /^Gave up waiting for table user to be ACTIVE after \d+(\.\d)? s; last seen: CREATING\. Look at it in the console\.$/,
  );
});

test('prints a line for each step off a terminal, with times and without colour', () => {
  const time = clock();
  const lines: string[] = [];
  const progress = plainProgress(time, (line) => lines.push(line));
  const task = { id: 'a', what: 'create role reader' };
  progress.begin([task]);
  progress.started(task);
  time.sleep(1_200);
  progress.done(task);
  progress.failed({ id: 'b', what: 'create table user' }, 'AccessDenied');
  expect(lines).toEqual([
    '  1.2 s  ✓ create role reader (1.2 s)',
    '  1.2 s  ✗ create table user: AccessDenied',
  ]);
});
