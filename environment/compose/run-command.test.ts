import { expect, test } from '@jest/globals';
import { runCommand } from './run-command.ts';

test('says what a command said, and how it ended', async () => {
  const script = 'console.log("out"); console.error("err"); process.exit(3)';
  expect(await runCommand(process.execPath, ['-e', script], { env: {} })).toEqual({
    code: 3,
    stdout: 'out\n',
    stderr: 'err\n',
  });
});

test('a command that is not there is undefined; one that takes too long is killed', async () => {
  expect(await runCommand('no-such-command-anywhere', [], { env: {} })).toBeUndefined();
  const forever = await runCommand(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    env: {},
    within: 100,
  });
  expect(forever?.code).toBe(137);
});
