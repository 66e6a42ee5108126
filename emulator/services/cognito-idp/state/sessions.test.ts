import { expect, test } from '@jest/globals';
import { createStores } from '../../../store/stores.ts';
import { cognitoStore } from './store.ts';

const DAY = 86_400_000;

/** A pool with one person, and a way to sign in. Over the wire a thousand sign-ins would take a minute. */
function signingIn() {
  const { state, commit } = createStores().open(cognitoStore);
  const whom = { poolId: 'p', sub: 's' };
  commit.createPool({ id: 'p', arn: 'a', settings: {}, secret: '', at: 0 } as never);
  commit.addPerson({ ...whom, username: 'ann', attributes: { sub: 's' }, status: 'CONFIRMED', at: 0 });
  return {
    signIn: (id: string, at: number) =>
      commit.openSession({
        ...whom,
        id,
        at,
        session: { clientId: 'c', authTime: at, expiresAt: at + 30 * DAY, tokenHash: id },
      }),
    kept: () => [...(state.pools.get('p')?.people.bySub.get('s')?.sessions.keys() ?? [])],
  };
}

test('ends the oldest of more than 1,000 sign-ins of one person (a limit of the engine)', () => {
  const { signIn, kept } = signingIn();
  for (let n = 0; n < 1_000; n += 1) signIn(`${n}`, n);
  expect(kept()).toHaveLength(1_000);
  for (let n = 1_000; n < 5_000; n += 1) signIn(`${n}`, n);
  expect([kept().length, kept()[0], kept().at(-1)]).toEqual([1_000, '4000', '4999']);
});

test('forgets sign-ins that have expired', () => {
  const { signIn, kept } = signingIn();
  signIn('first', 0);
  signIn('second', 20 * DAY);
  expect(kept()).toEqual(['first', 'second']);
  signIn('third', 31 * DAY);
  expect(kept()).toEqual(['second', 'third']);
});
