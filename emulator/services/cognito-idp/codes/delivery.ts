import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Person } from '../state/person.ts';
import type { PoolSettings } from '../state/settings.ts';

export type Address = 'email' | 'phone_number';

/** Where a code goes: by mail or SMS, with the address masked as AWS masks it (`a***@e***`, `+*******1234`). */
export function deliveryDetails(attribute: Address, destination: string): CodeDeliveryDetailsType {
  return {
    Destination: attribute === 'email' ? maskedEmail(destination) : maskedPhone(destination),
    DeliveryMedium: attribute === 'email' ? 'EMAIL' : 'SMS',
    AttributeName: attribute,
  };
}

/**
 * The address that a new person must verify: of those that the pool verifies, the telephone first (developer guide, "Verifying contact
 * information at sign-up"). Undefined if there is none; then no code is sent.
 */
export function signUpAddress(
  settings: PoolSettings,
  person: Pick<Person, 'attributes'>,
): Address | undefined {
  const verified = settings.AutoVerifiedAttributes ?? [];
  return (['phone_number', 'email'] as const).find(
    (attribute) => verified.includes(attribute) && person.attributes[attribute],
  );
}

/**
 * The verified address for a password reset, as the pool ranks them; without a ranking the telephone comes first (API reference,
 * CreateUserPool, AccountRecoverySetting).
 */
export function recoveryAddress(
  settings: PoolSettings,
  person: Pick<Person, 'attributes'>,
): Address | undefined {
  const ranked = settings.AccountRecoverySetting?.RecoveryMechanisms;
  const order = ranked
    ? [...ranked].sort((a, b) => (a.Priority ?? 1) - (b.Priority ?? 1)).map(({ Name }) => Name)
    : ['verified_phone_number', 'verified_email'];
  return (['phone_number', 'email'] as const)
    .filter((attribute) => order.includes(`verified_${attribute}`))
    .sort((a, b) => order.indexOf(`verified_${a}`) - order.indexOf(`verified_${b}`))
    .find(
      (attribute) => person.attributes[attribute] && person.attributes[`${attribute}_verified`] === 'true',
    );
}

/** Whether only an administrator can reset passwords. */
export function isAdminOnly({ AccountRecoverySetting: recovery }: PoolSettings): boolean {
  return recovery?.RecoveryMechanisms?.some(({ Name }) => Name === 'admin_only') ?? false;
}

function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.charAt(0)}***@${address.charAt(at + 1)}***`;
}

function maskedPhone(number: string): string {
  return `+${'*'.repeat(Math.max(0, number.length - 5))}${number.slice(-4)}`;
}

/** The attribute to verify. Throws `InvalidParameterException` for one that cannot be verified. */
export function addressOf(attribute: string | undefined): Address {
  if (attribute === 'email' || attribute === 'phone_number') return attribute;
  throw new AwsError('InvalidParameterException', `Invalid attribute name: ${attribute} cannot be verified.`);
}
