import { UpdateFunctionCodeCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { TestClock } from '../../../store/clock.ts';
import { openLambdaBench, zipOf } from '../testing/lambda-bench.ts';

const PID = 'export const handler = async () => process.pid;';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('keeps an environment warm for ten minutes without work, then ends it', async () => {
  const clock = new TestClock(Date.now());
  await using bench = await openLambdaBench({ clock, lambdaSandbox: 'none' });
  await bench.create('f', PID);
  const { payload: pid } = await bench.invoke('f');
  clock.advance(599_999);
  expect((await bench.invoke('f')).payload).toBe(pid);
  clock.advance(599_999);
  expect(isAlive(pid as number)).toBe(true);
  clock.advance(1);
  await gone(pid as number);
  expect((await bench.invoke('f')).payload).not.toBe(pid);
});

test('replaces an environment before its role’s credentials expire', async () => {
  const clock = new TestClock(Date.now());
  await using bench = await openLambdaBench({ clock, lambdaSandbox: 'none' });
  await bench.create('f', PID, { Timeout: 900 });
  const { payload: pid } = await bench.invoke('f');
  for (let minutes = 0; minutes < 11.7 * 60; minutes += 9) {
    clock.advance(9 * 60_000);
    expect((await bench.invoke('f')).payload).toBe(pid);
  }
  clock.advance(9 * 60_000);
  expect((await bench.invoke('f')).payload).not.toBe(pid);
  await gone(pid as number);
});

test('ends the environments of an old version once their work is done', async () => {
  await using bench = await openLambdaBench({ lambdaSandbox: 'none' });
  const slow = `export const handler = async (event) => {
    await new Promise((resolve) => setTimeout(resolve, event.wait ?? 0));
    return process.pid;
  };`;
  await bench.create('f', slow, { Timeout: 20 });
  const { payload: first } = await bench.invoke('f');
  const working = bench.invoke('f', { wait: 500 });
  await bench.client.send(
    new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: zipOf(`${slow}// new`) }),
  );
  const { payload: second } = await bench.invoke('f');
  expect(second).not.toBe(first);
  expect(await working).toMatchObject({ payload: first, functionError: undefined });
  await gone(first as number);
  await bench.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'f', MemorySize: 256 }));
  expect((await bench.invoke('f')).payload).not.toBe(second);
  await gone(second as number);
});
