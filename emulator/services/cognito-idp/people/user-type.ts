import type { AttributeType, UserType } from '@aws-sdk/client-cognito-identity-provider';
import type { Person } from '../state/person.ts';

/** A person's attributes as a list in the order of their names, as the API shows them; only `names` if given. */
export function attributeList(
  { attributes }: Pick<Person, 'attributes'>,
  names?: readonly string[],
): AttributeType[] {
  return Object.entries(attributes)
    .filter(([name]) => !names || names.includes(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([Name, Value]) => ({ Name, Value }));
}

/** A person as AdminCreateUser and ListUsers show one. */
export function userType(person: Person, names?: readonly string[]): UserType {
  return {
    Username: person.username,
    Attributes: attributeList(person, names),
    UserCreateDate: new Date(person.createdAt),
    UserLastModifiedDate: new Date(person.modifiedAt),
    Enabled: person.enabled,
    UserStatus: person.status,
  };
}
