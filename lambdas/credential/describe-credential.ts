import type { CredentialStore } from '../shared/credential-store.ts';
import type { Person } from '../shared/person-record.ts';

/** What a person may know about their credential, without the secret. Times are ISO 8601, UTC. */
export interface Description {
  active: boolean;
  /** When their first credential was made, or the first after an end. */
  madeAt: string;
  /** When it was last rotated; absent if never, and then nobody has seen it. */
  rotatedAt: string | undefined;
  /** The hour of its last use, as its first moment; absent if it was never used. */
  lastUsedAt: string | undefined;
}

/** How often a read is repeated that meets a rotation in the middle. */
const MAX_READS = 3;

/** Describes a person's credential; `undefined` if they have none. */
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
