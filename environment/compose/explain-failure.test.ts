import { expect, test } from '@jest/globals';
import { explainFailure } from './explain-failure.ts';

const FAILED = 'driver failed programming external connectivity on endpoint gatehouse-engine-1 (8d1f2d1a)';

test.each([
  [
    'Docker 20.10',
    `${FAILED}: Error starting userland proxy: listen tcp4 127.0.0.1:4566: bind: address already in use`,
  ],
  ['another container', `${FAILED}: Bind for 127.0.0.1:4566 failed: port is already allocated`],
  [
    'Docker Desktop',
    'Ports are not available: exposing port TCP 127.0.0.1:4566 -> 127.0.0.1:0: listen tcp 127.0.0.1:4566: bind: address already in use',
  ],
])('names the taken port, in the words of %s', (_whose, line) => {
  expect(explainFailure('up', `Container engine  Starting\n${line}\nmore`).message).toBe(
    'Port 4566 is in use, so its container cannot start: stop what uses it, or choose another with PORT=<port> or ORIGIN_PORT=<port>.',
  );
});

test('shows the last 20 lines of a failed build, and the way without images', () => {
  const output = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');
  const { message } = explainFailure('build', output);
  expect(message).toMatch(/^An image could not be built; .* ENGINE=embedded/);
  expect(message).toContain('line 99');
  expect(message.match(/^line /gm)).toHaveLength(20);
});

test('distinguishes a failed pull, a full disk and anything else', () => {
  expect(explainFailure('pull', 'manifest unknown').message).toContain('LOCALSTACK_IMAGE');
  expect(explainFailure('build', 'write /x: no space left on device').message).toMatch(
    /^Docker's disk is full/,
  );
  expect(explainFailure('up', 'something new').message).toBe('docker compose up failed:\nsomething new');
});
