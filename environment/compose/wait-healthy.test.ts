import { expect, test } from '@jest/globals';
import type { Project } from './project.ts';
import { waitHealthy } from './wait-healthy.ts';

/** A project whose container goes through these states, one each look, and stays in the last. */
function project(
  states: (string | undefined)[],
  log = '',
): Pick<Project, 'containerOf' | 'docker' | 'redact'> {
  let looks = 0;
  return {
    containerOf: async () => 'c0ffee',
    redact: (text) => text.replaceAll('ls-secret', '…'),
    async docker(...args) {
      if (args[0] === 'logs') return { code: 0, stdout: '', stderr: log };
      const state = states[Math.min(looks++, states.length - 1)];
      return { code: state ? 0 : 1, stdout: state ?? '', stderr: '' };
    },
  };
}

function state(status: string, health: string, { code = 0, restarts = 0 } = {}): string {
  const given = {
    Status: status,
    ExitCode: code,
    Health: { Status: health, Log: [{ Output: 'answered 500\n' }] },
  };
  return `${JSON.stringify(given)} ${restarts}\n`;
}

/** Time passes only while somebody sleeps. */
function clock() {
  let time = 0;
  return {
    now: () => time,
    sleep: async (ms: number) => {
      time += ms;
    },
  };
}

const options = () => {
  const lines: string[] = [];
  return { lines, within: 60_000, clock: clock(), progress: (line: string) => void lines.push(line) };
};

test('prints a line every five seconds until Docker says healthy', async () => {
  const given = options();
  const states = Array.from({ length: 25 }, () => state('running', 'starting'));
  await waitHealthy(project([...states, state('running', 'healthy')]), 'engine', given);
  expect(given.lines).toEqual([
    'waiting for engine to be healthy (5 s)',
    'waiting for engine to be healthy (10 s)',
  ]);
});

test('stops at the limit, with the last state, the last check and the last 50 lines of the log', async () => {
  const log = Array.from({ length: 80 }, (_, index) => `line ${index} ls-secret`).join('\n');
  const failure = await waitHealthy(project([state('running', 'unhealthy')], log), 'engine', options()).catch(
    (error: Error) => error.message,
  );
  expect(failure).toMatch(
    /^The container of engine was not healthy within 61 s; the last state was running, unhealthy\. Its health check said: answered 500\nThe last lines of its log:\nline 30 …/,
  );
  expect(String(failure).match(/^line \d+ …$/gm)).toHaveLength(50);
  expect(failure).not.toContain('ls-secret');
});

test('reads exit code 55 of LocalStack as a bad token', async () => {
  const ended = project(
    [state('running', 'starting'), state('exited', 'starting', { code: 55 })],
    'No credentials',
  );
  await expect(waitHealthy(ended, 'localstack', options())).rejects.toThrow(
    /^LocalStack refused the token \(it ended with code 55\): set LOCALSTACK_AUTH_TOKEN .* ENGINE=embedded.*\nThe last lines of its log:\nNo credentials$/,
  );
});

test('stops waiting for a container that exits, restarts or is gone', async () => {
  const ended = project([state('exited', 'starting', { code: 55 })], 'bye');
  await expect(waitHealthy(ended, 'engine', options())).rejects.toThrow(
    'The container of engine ended with code 55.',
  );
  const again = project([state('restarting', 'starting', { code: 1, restarts: 3 })]);
  await expect(waitHealthy(again, 'origin', options())).rejects.toThrow(
    'The container of origin ended with code 1.',
  );
  await expect(waitHealthy(project([undefined]), 'origin', options())).rejects.toThrow('is gone');
});
