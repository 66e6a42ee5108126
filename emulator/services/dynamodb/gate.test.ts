import { expect, test } from '@jest/globals';
import { createGate } from './gate.ts';

test('makes an exclusive task wait for running calls, and later calls wait for it', async () => {
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

test('opens again after a call that fails', async () => {
  const gate = createGate();
  await expect(
    gate.during(async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await gate.drained();
});

test('keeps calls out after an exclusive task that failed, and tells each why', async () => {
  const gate = createGate();
  gate.closeFor(async () => {
    throw new Error('the disk is gone');
  });
  await expect(gate.during(async () => 1)).rejects.toThrow('the disk is gone');
  await expect(gate.during(async () => 1)).rejects.toThrow('the disk is gone');
});
