import { namingOf } from '../pool/naming.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';

/**
 * A person's attributes as triggers see them: strings only, with the status, and the addresses again as `cognito:email_alias` and
 * `cognito:phone_number_alias` in pools that have them as aliases, verified or not.
 */
export function triggerAttributes(
  pool: Pool,
  person: Pick<Person, 'attributes' | 'status' | 'sub'>,
): Record<string, string> {
  const { aliasAttributes } = namingOf(pool.settings);
  const result: Record<string, string> = { sub: person.sub };
  for (const attribute of ['email', 'phone_number'] as const) {
    const value = person.attributes[attribute];
    if (value && aliasAttributes.includes(attribute)) {
      result[`cognito:${attribute}_alias`] = value;
    }
  }
  result['cognito:user_status'] = person.status;
  for (const [name, value] of Object.entries(person.attributes)) result[name] = value;
  return result;
}
