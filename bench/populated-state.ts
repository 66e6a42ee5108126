import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Pool } from 'undici';
import { startEngine } from '../emulator/engine.ts';
import { cognitoStore } from '../emulator/services/cognito-idp/state/store.ts';
import { openJournal } from '../emulator/store/journal.ts';
import { makePrivate } from '../emulator/store/private-folder.ts';
import { createStores } from '../emulator/store/stores.ts';
import { post } from './cognito-call.ts';

/** A pool in a state folder, and its people's sub. */
export interface PopulatedState {
  readonly poolId: string;
  subOf(index: number): string;
}

/** Writes a state with so many confirmed people in one pool, all of it in the log, as sign-ups would leave it. */
export async function populateState(stateDir: string, people: number): Promise<PopulatedState> {
  await makePrivate(stateDir);
  const poolId = await makePool(stateDir);
  await using journal = await openJournal(join(stateDir, 'journal'));
  const stores = createStores(journal);
  const { commit } = stores.open(cognitoStore);
  const subOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  for (let index = 0; index < people; index += 1) {
    const sub = subOf(index);
    commit.addPerson({
      poolId,
      sub,
      username: sub,
      attributes: { email: `person${index}@example.com`, email_verified: 'true', sub },
      status: 'CONFIRMED',
      // As long as a real one is.
      verifier: { salt: randomBytes(16).toString('hex'), verifier: randomBytes(384).toString('hex') },
      at: 0,
    });
    if (index % 1_000 === 0) await stores.flushed();
  }
  await stores.flushed();
  return { poolId, subOf };
}

async function makePool(stateDir: string): Promise<string> {
  await using engine = await startEngine({ stateDir });
  const pool = new Pool(engine.endpoint, { connections: 1 });
  const { UserPool } = await post(pool, new URL(engine.endpoint).host, 'CreateUserPool', {
    PoolName: 'bench',
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
  });
  await pool.close();
  return UserPool.Id;
}
