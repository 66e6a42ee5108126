import { expect, test } from '@jest/globals';
import { startEngine } from '../../emulator/engine.ts';
import { runAgainst } from '../../provision/testing/run-against.ts';
import { assertSameAccount } from './account.ts';

test('accepts only credentials of the stack’s account', async () => {
  await using engine = await startEngine();
  using session = runAgainst(engine.endpoint);
  const { clients } = session.run;
  await assertSameAccount({ accountId: '000000000000' }, clients);
  await expect(assertSameAccount({ accountId: '123456789012' }, clients)).rejects.toThrow(
    'The credentials belong to account 000000000000, and the stack is in 123456789012. Nothing was changed.',
  );
});
