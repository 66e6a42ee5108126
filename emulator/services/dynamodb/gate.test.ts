import { expect, test } from '@jest/globals';
import { createGate } from './gate.ts';

test('what must meet no call waits for those that run, and those that come later wait for it', async () => {
  const gate = createGate();
  const happened: string[] = [];
  let end: () => void = () => undefined;
  const running = gate.during(async () => {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    happened.push('call');
  });
  gate.closeFor(async () => {
    happened.push('task');
  });
  gate.closeFor(async () => {
    happened.push('another task');
  });
  const later = gate.during(async () => happened.push('later call'));
  await new Promise(setImmediate);
  expect(happened).toEqual([]);
  end();
  await Promise.all([running, later]);
  expect(happened).toEqual(['call', 'task', 'another task', 'later call']);
});

test('a call that fails opens the way as one that succeeds', async () => {
  const gate = createGate();
  await expect(
    gate.during(async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await gate.drained();
});

test('a task that fails keeps calls out, and each is told why', async () => {
  const gate = createGate();
  gate.closeFor(async () => {
    throw new Error('the disk is gone');
  });
  await expect(gate.during(async () => 1)).rejects.toThrow('the disk is gone');
  await expect(gate.during(async () => 1)).rejects.toThrow('the disk is gone');
});
