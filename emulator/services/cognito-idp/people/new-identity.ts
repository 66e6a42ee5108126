import { AwsError } from '../../../edge/aws-error.ts';
import type { Random } from '../../../store/random.ts';
import { namingOf } from '../pool/naming.ts';
import { aliasKey, usernameKey } from '../state/people.ts';
import type { Pool } from '../state/state.ts';
import { type Attributes, isEmail, isPhoneNumber } from './attributes.ts';

export interface Identity {
  sub: string;
  username: string;
}

/**
 * The username and `sub` of a new person. In a pool that signs in by address the given name is the address: it becomes the attribute (added
 * to `attributes`), and the username is a UUID, equal to `sub`. Throws `InvalidParameterException` for a malformed name. Developer guide,
 * "Customizing sign-in attributes".
 */
export function newIdentity(
  random: Pick<Random, 'uuid'>,
  pool: Pool,
  name: string,
  attributes: Attributes,
): Identity {
  const sub = random.uuid();
  const { usernameAttributes, aliasAttributes, caseSensitive } = namingOf(pool.settings);
  if (usernameAttributes.length > 0) {
    const attribute = addressKind(usernameAttributes, name);
    const given = attributes[attribute];
    const same = caseSensitive ? given === name : given?.toLowerCase() === name.toLowerCase();
    if (given !== undefined && !same) throw invalid(`Username and the attribute ${attribute} do not match.`);
    attributes[attribute] = name;
    return { sub, username: sub };
  }
  if (aliasAttributes.includes('email') && isEmail(name)) {
    throw invalid('Username cannot be of email format, since user pool is configured for email alias.');
  }
  if (aliasAttributes.includes('phone_number') && isPhoneNumber(name)) {
    throw invalid(
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    );
  }
  return { sub, username: name };
}

/** Throws `UsernameExistsException` if the name, or a sign-in address, is taken. */
export function refuseTaken(pool: Pool, { username }: Identity, attributes: Attributes, text: string): void {
  const naming = namingOf(pool.settings);
  if (pool.people.byUsername.has(usernameKey(naming, username))) {
    throw new AwsError('UsernameExistsException', text);
  }
  for (const attribute of naming.usernameAttributes) {
    const value = attributes[attribute];
    if (value && pool.people.byAlias.has(aliasKey(naming, attribute, value))) {
      throw new AwsError('UsernameExistsException', `An account with the given ${attribute} already exists.`);
    }
  }
}

function addressKind(usernameAttributes: readonly string[], name: string): 'email' | 'phone_number' {
  const byMail = usernameAttributes.includes('email');
  const byPhone = usernameAttributes.includes('phone_number');
  if (byMail && isEmail(name)) return 'email';
  if (byPhone && isPhoneNumber(name)) return 'phone_number';
  if (byMail && byPhone) throw invalid('Username should be either an email or a phone number.');
  throw invalid(byMail ? 'Username should be an email.' : 'Username should be a phone number.');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
