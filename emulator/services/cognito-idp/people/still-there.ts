import type { Cognito } from '../cognito.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';

/** Whether a person still exists after a wait; they, the pool or the whole state may be gone. */
export function isStillThere({ store }: Pick<Cognito, 'store'>, pool: Pool, person: Person): boolean {
  return store.state.pools.get(pool.id)?.people.bySub.get(person.sub) === person;
}
