import { AwsError } from '../../../edge/aws-error.ts';
import type { Person } from '../state/person.ts';

/** Throws `NotAuthorizedException` unless the person is waiting to be confirmed. */
export function refuseConfirmed(person: Person): void {
  if (person.status === 'UNCONFIRMED') return;
  throw new AwsError(
    'NotAuthorizedException',
    `User cannot be confirmed. Current status is ${person.status}`,
  );
}
