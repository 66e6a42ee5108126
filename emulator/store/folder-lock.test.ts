import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type FolderLock, lockFolder } from './folder-lock.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'gatehouse-lock-'));
});
afterEach(() => rm(base, { recursive: true }));

async function taken(): Promise<FolderLock> {
  const lock = await lockFolder(join(base, 'lock'));
  if (lock.holder) throw new Error('It is held.');
  return lock;
}

test('gives the lock to one at a time, then to the next', async () => {
  {
    await using _lock = await taken();
    expect(await lockFolder(join(base, 'lock'))).toEqual({ holder: { pid: process.pid } });
  }
  await using _again = await taken();
});

test('gives the lock to one of many processes, and frees it when that one is killed', async () => {
  const program = join(base, 'taker.ts');
  await writeFile(
    program,
    `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))};
     process.once('message', async () => {
       const lock = await lockFolder(process.argv[2] ?? '');
       process.send?.(lock.holder ? 'refused' : 'has it');
       setInterval(() => lock, 1000);
     });
     process.send?.('ready');`,
  );
  const takers = Array.from({ length: 5 }, () =>
    fork(program, [join(base, 'lock')], {
      execArgv: ['--import', 'tsx'],
      cwd: join(import.meta.dirname, '..', '..'),
    }),
  );
  await Promise.all(takers.map((taker) => once(taker, 'message')));
  const said = Promise.all(takers.map(async (taker) => String((await once(taker, 'message'))[0])));
  for (const taker of takers) taker.send('go');
  const outcomes = await said;
  expect([...outcomes].sort()).toEqual(['has it', 'refused', 'refused', 'refused', 'refused']);

  const winner = takers[outcomes.indexOf('has it')];
  expect(await lockFolder(join(base, 'lock'))).toEqual({ holder: { pid: winner?.pid } });
  for (const taker of takers) taker.kill('SIGKILL');
  await Promise.all(takers.map(async (taker) => taker.exitCode ?? taker.signalCode ?? once(taker, 'exit')));
  await using _lock = await taken();
});

test('renews a lock whose files a full disk has spoilt', async () => {
  await (await taken())[Symbol.asyncDispose]();
  await writeFile(join(base, 'lock', 'CURRENT'), '');
  await using _lock = await taken();
});
