import { AwsError } from '../../../edge/aws-error.ts';
import { namingOf } from '../pool/naming.ts';
import { aliasKey, usernameKey } from '../state/people.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';

/** A parsed filter of ListUsers. */
export interface Filter {
  matches(person: Person): boolean;
  /** The only people it can match, by an index; absent if everybody must be checked. */
  candidates?(pool: Pool): Iterable<Person>;
}

const FORM = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/s;
const PLAIN = ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username', 'sub'];

/**
 * Parses a filter: `attribute = "value"`, or `^=` for a prefix, of the searchable attributes (API reference, ListUsers). An empty one
 * matches everybody. Throws `InvalidParameterException`.
 */
export function parseFilter(pool: Pool, text: string | undefined): Filter {
  if (!text?.trim()) return { matches: () => true };
  const match = FORM.exec(text);
  if (!match) throw invalid(`Error while parsing filter.`);
  const [, attribute = '', sign = '', quoted = ''] = match;
  const value = quoted.replaceAll(/\\(.)/gs, '$1');
  const holds = comparison(pool, attribute, value, sign === '^=');
  if (sign === '^=') return { matches: holds };
  return { matches: holds, ...indexed(attribute, value) };
}

function comparison(
  pool: Pool,
  attribute: string,
  value: string,
  isPrefix: boolean,
): (person: Person) => boolean {
  const { caseSensitive } = namingOf(pool.settings);
  const fold = (text: string, sensitive: boolean) => (sensitive ? text : text.toLowerCase());
  const compare = (of: (person: Person) => string | undefined, sensitive: boolean) => {
    const wanted = fold(value, sensitive);
    return (person: Person) => {
      const found = of(person);
      if (found === undefined) return false;
      return isPrefix ? fold(found, sensitive).startsWith(wanted) : fold(found, sensitive) === wanted;
    };
  };
  switch (attribute) {
    case 'username':
      return compare(({ username }) => username, true);
    case 'cognito:user_status':
      return compare(({ status }) => status, false);
    case 'status':
      return compare(({ enabled }) => (enabled ? 'Enabled' : 'Disabled'), true);
    default:
      if (!PLAIN.includes(attribute)) throw invalid(`Invalid search attribute: ${attribute}`);
      return compare(({ attributes }) => attributes[attribute], caseSensitive);
  }
}

/** The people that an index finds for an exact value. */
function indexed(attribute: string, value: string): Pick<Filter, 'candidates'> {
  const some = (person: Person | undefined) => (person ? [person] : []);
  switch (attribute) {
    case 'username':
      return {
        candidates: ({ people, settings }) =>
          some(people.byUsername.get(usernameKey(namingOf(settings), value))),
      };
    case 'sub':
      return { candidates: ({ people }) => some(people.bySub.get(value.toLowerCase())) };
    case 'email':
    case 'phone_number':
      return {
        candidates: ({ people, settings }) =>
          people.byAddress.get(aliasKey(namingOf(settings), attribute, value)) ?? [],
      };
    default:
      return {};
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
