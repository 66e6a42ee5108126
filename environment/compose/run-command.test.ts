import { expect, test } from '@jest/globals';
import { runCommand } from './run-command.ts';

test('returns a command’s output, and how it ended', async () => {
  const script = 'console.log("out"); console.error("err"); process.exit(3)';
  expect(await runCommand(process.execPath, ['-e', script], { env: {} })).toEqual({
    code: 3,
    stdout: 'out\n',
    stderr: 'err\n',
  });
});

test('returns undefined for a missing command, and kills a slow one', async () => {
  expect(await runCommand('no-such-command-anywhere', [], { env: {} })).toBeUndefined();
  const forever = await runCommand(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    env: {},
    within: 100,
  });
  expect(forever?.code).toBe(137);
});
