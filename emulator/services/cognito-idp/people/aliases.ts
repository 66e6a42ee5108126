import { AwsError } from '../../../edge/aws-error.ts';
import type { Cognito } from '../cognito.ts';
import { namingOf } from '../pool/naming.ts';
import { aliasKeys } from '../state/people.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';
import type { Attributes } from './attributes.ts';

/**
 * Makes sure that nobody else signs in with the aliases that `attributes` would give a person. With `force` the other person's no longer
 * count as verified (API reference, ConfirmSignUp, ForceAliasCreation). Throws `AliasExistsException`.
 */
export function claimAliases(
  { store, clock }: Pick<Cognito, 'store' | 'clock'>,
  pool: Pool,
  person: Person | undefined,
  attributes: Readonly<Attributes>,
  force = false,
): void {
  const naming = namingOf(pool.settings);
  for (const key of aliasKeys(naming, { attributes })) {
    const owner = pool.people.byAlias.get(key);
    if (!owner || owner === person) continue;
    const attribute = key.slice(0, key.indexOf(':'));
    if (!force || !naming.aliasAttributes.includes(attribute) || attribute === 'preferred_username') {
      throw new AwsError('AliasExistsException', `An account with the given ${attribute} already exists.`);
    }
    store.commit.setAttributes({
      poolId: pool.id,
      sub: owner.sub,
      attributes: { ...owner.attributes, [`${attribute}_verified`]: 'false' },
      at: clock.now(),
    });
  }
}
