import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import { deliveryDetails } from '../codes/delivery.ts';
import type { PoolSettings } from '../state/settings.ts';
import { isEmail, isPhoneNumber } from './attributes.ts';

/** What the calls about codes answer for an unknown name, where existence is not hidden. */
export function unknownToClient(): AwsError {
  return new AwsError('UserNotFoundException', 'Username/client id combination not found.');
}

/**
 * The pretended delivery for an unknown name, where existence is hidden: by the form of the name and what the pool verifies (developer
 * guide, "Managing user existence error responses").
 */
export function simulatedDelivery(settings: PoolSettings, name: string): CodeDeliveryDetailsType {
  if (isPhoneNumber(name)) return deliveryDetails('phone_number', name);
  if (isEmail(name)) return deliveryDetails('email', name);
  const phones = settings.AutoVerifiedAttributes?.includes('phone_number');
  return phones
    ? deliveryDetails('phone_number', `+1202555${String(1000 + (name.length % 9000))}`)
    : deliveryDetails('email', `${name.charAt(0).toLowerCase()}@${name.charAt(0).toLowerCase()}`);
}
