import { AwsError } from '../../../edge/aws-error.ts';
import { namingOf } from '../pool/naming.ts';
import { aliasKey, usernameKey } from '../state/people.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';

/** Finds a person by username or alias (address, preferred username). */
export function findPerson(pool: Pool, name: string): Person | undefined {
  const naming = namingOf(pool.settings);
  const { people } = pool;
  return (
    people.byUsername.get(usernameKey(naming, name)) ??
    people.byAlias.get(aliasKey(naming, 'email', name)) ??
    people.byAlias.get(aliasKey(naming, 'phone_number', name)) ??
    people.byAlias.get(aliasKey(naming, 'preferred_username', name))
  );
}

/** The same for administrators' calls, which also accept a `sub`. Throws `UserNotFoundException` "User does not exist." */
export function findPersonForAdmin(pool: Pool, name: string | undefined): Person {
  const person = findPerson(pool, name ?? '') ?? pool.people.bySub.get(name ?? '');
  if (!person) throw new AwsError('UserNotFoundException', 'User does not exist.');
  return person;
}
