import type { CredentialStore } from '../shared/credential-store.ts';
import type { Person } from '../shared/person-record.ts';

/** What a person may know of their credential, without the secret. Moments are ISO 8601, UTC. */
export interface Description {
  active: boolean;
  /** When their first one was made, or the first after an end. */
  madeAt: string;
  /** When it was last rotated; absent when never: nobody has seen it then. */
  rotatedAt: string | undefined;
  /** The hour of its last use, as its first moment; absent when it was never used. */
  lastUsedAt: string | undefined;
}

/** Reads meet a rotation in the middle at most so often. */
const MAX_READS = 3;

/** Tells about a person's credential; `undefined` when they have none. */
export async function describeCredential(
  store: Pick<CredentialStore, 'findGuard' | 'findRecord'>,
  { userPoolId, username }: Pick<Person, 'userPoolId' | 'username'>,
): Promise<Description | undefined> {
  for (let read = 0; read < MAX_READS; read += 1) {
    const guard = await store.findGuard(userPoolId, username);
    if (guard?.credential === undefined) return undefined;
    const record = await store.findRecord(guard.credential);
    if (record === undefined) continue;
    const { createdAt: madeAt, rotatedAt } = guard;
    return { active: record.active, madeAt, rotatedAt, lastUsedAt: record.lastUsedAt };
  }
  return undefined;
}
