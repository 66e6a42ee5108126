import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import type { Address } from '../codes/delivery.ts';
import { issueCode } from '../codes/issue-code.ts';
import type { Cognito } from '../cognito.ts';
import { namingOf } from '../pool/naming.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';
import { claimAliases } from './aliases.ts';
import type { Attributes } from './attributes.ts';

const ADDRESSES: readonly Address[] = ['email', 'phone_number'];

/**
 * Writes checked attributes; an empty value deletes one. A new address is unverified unless the same call says otherwise, and gets a code
 * if the pool verifies it; if the pool wants it verified first, the old one stays until the code comes back. Returns the deliveries. Throws
 * `AliasExistsException`. Developer guide, "Verifying updates to email addresses and phone numbers".
 */
export async function changeAttributes(
  cognito: Pick<Cognito, 'store' | 'clock' | 'random' | 'events' | 'functions'>,
  call: Call,
  {
    pool,
    person,
    written,
    clientId,
    clientMetadata,
  }: {
    pool: Pool;
    person: Person;
    written: Readonly<Attributes>;
    clientId: string | undefined;
    clientMetadata: Record<string, string> | undefined;
  },
): Promise<CodeDeliveryDetailsType[]> {
  const { settings } = pool;
  const first = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  const before = person.attributes;
  const next: Attributes = { ...before, ...written };
  const unproven: { attribute: Address; destination: string }[] = [];
  for (const attribute of ADDRESSES) {
    const destination = written[attribute];
    if (destination === undefined || destination === before[attribute]) continue;
    if (destination === '') {
      delete next[`${attribute}_verified`];
      continue;
    }
    if (written[`${attribute}_verified`] === 'true') continue;
    if (first.includes(attribute)) restore(next, before, attribute);
    else next[`${attribute}_verified`] = 'false';
    if (settings.AutoVerifiedAttributes?.includes(attribute)) unproven.push({ attribute, destination });
  }
  refuseNameless(pool, next);
  for (const [name, value] of Object.entries(next)) if (value === '') delete next[name];
  claimAliases(cognito, pool, person, next);
  cognito.store.commit.setAttributes({
    poolId: pool.id,
    sub: person.sub,
    attributes: next,
    at: cognito.clock.now(),
  });
  for (const attribute of ADDRESSES) {
    // A code for a replaced address must not restore it.
    if (next[attribute] !== before[attribute]) {
      cognito.store.commit.dropCode({ poolId: pool.id, sub: person.sub, purpose: attribute });
    }
  }
  const deliveries: CodeDeliveryDetailsType[] = [];
  for (const { attribute, destination } of unproven) {
    deliveries.push(
      await issueCode(cognito, call, {
        pool,
        person,
        purpose: attribute,
        attribute,
        destination,
        message: 'UpdateUserAttribute',
        clientId,
        clientMetadata,
      }),
    );
  }
  return deliveries;
}

/** Puts an address back as it was before. */
function restore(next: Attributes, before: Readonly<Attributes>, attribute: Address): void {
  for (const name of [attribute, `${attribute}_verified`]) {
    const value = before[name];
    if (value === undefined) delete next[name];
    else next[name] = value;
  }
}

/** A pool that signs in by address needs one for each person. */
function refuseNameless(pool: Pool, next: Readonly<Attributes>): void {
  const { usernameAttributes } = namingOf(pool.settings);
  if (usernameAttributes.length > 0 && !usernameAttributes.some((attribute) => next[attribute])) {
    throw new AwsError(
      'InvalidParameterException',
      `Cannot remove the attribute that signs the user in: ${usernameAttributes.join(', ')}`,
    );
  }
}
