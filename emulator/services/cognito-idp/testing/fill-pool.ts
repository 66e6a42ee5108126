import type { Engine } from '../../../engine.ts';
import { namingOf } from '../pool/naming.ts';
import { addPerson } from '../state/people.ts';
import type { CognitoState } from '../state/state.ts';

/** Puts people straight into the state, because a hundred thousand sign-ups would measure nothing but themselves. */
export function fillPool({ context }: Engine, poolId: string, people: number): void {
  const stores = context.stores as unknown as { snapshot(): Record<'cognito-idp', CognitoState> };
  const pool = stores.snapshot()['cognito-idp'].pools.get(poolId);
  if (!pool) throw new Error(`There is no pool ${poolId}.`);
  const naming = namingOf(pool.settings);
  for (let index = 0; index < people; index += 1) {
    const sub = context.random.uuid();
    addPerson(pool.people, naming, {
      sequence: pool.people.nextSequence,
      username: sub,
      sub,
      attributes: { email: emailOf(index), email_verified: 'true', sub },
      status: 'CONFIRMED',
      enabled: true,
      createdAt: 0,
      modifiedAt: 0,
      codes: {},
      attempts: {},
      groups: [],
      sessions: new Map(),
    });
    pool.people.nextSequence += 1;
  }
}

/** The address of one of them. */
export function emailOf(index: number): string {
  return `person${index}@example.com`;
}
