import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeCommand } from './make-command.ts';

test('omits the default folder, and does not quote a plain one', () => {
  expect(makeCommand({ stateDirName: '.stack' }, 'demo')).toBe('make demo');
  expect(makeCommand({ stateDirName: '.stack-two' }, 'demo')).toBe('make demo STATE_DIR=.stack-two');
  expect(makeCommand({ stateDirName: '/tmp/my state' }, 'demo')).toBe("make demo STATE_DIR='/tmp/my state'");
});

test.each(['/tmp/my state', "/tmp/it's", '/tmp/a$HOME$$b', '/tmp/*;echo `id`', '/tmp/"x" \\n'])(
  'passes the folder through a shell to make unchanged: %s',
  (stateDirName) => {
    const folder = mkdtempSync(join(tmpdir(), 'make-command-'));
    try {
      writeFileSync(join(folder, 'Makefile'), 'export STATE_DIR\ndemo:\n\t@printenv STATE_DIR\n');
      const said = execFileSync('sh', ['-c', makeCommand({ stateDirName }, 'demo')], { cwd: folder });
      expect(said.toString()).toBe(`${stateDirName}\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
