import { expect, test } from '@jest/globals';
import type { Terminal } from '../terminal.ts';
import { agreed } from './agreed.ts';

function terminal(interactive: boolean, typed: string): Terminal {
  return {
    out: () => undefined,
    note: () => undefined,
    interactive,
    draws: false,
    confirm: async (_question, expected) => typed === expected,
  };
}

test('takes only the stage’s name as consent', async () => {
  await expect(agreed(terminal(true, 'dev'), 'Apply this?', 'dev')).resolves.toBeUndefined();
  for (const typed of ['', 'y', 'yes', 'prod']) {
    await expect(agreed(terminal(true, typed), 'Apply this?', 'dev')).rejects.toThrow(
      'Not agreed. Nothing was changed.',
    );
  }
});

test('requires a flag where nobody can be asked', async () => {
  await expect(agreed(terminal(false, 'dev'), 'Apply this?', 'dev')).rejects.toThrow(/run again with --yes/);
});
