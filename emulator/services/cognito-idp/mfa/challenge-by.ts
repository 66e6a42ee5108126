import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import { issueCode } from '../codes/issue-code.ts';
import type { Cognito } from '../cognito.ts';
import type { AttemptOf } from '../sign-in/attempt.ts';
import { makeSession } from '../sign-in/session.ts';
import type { MfaFactor } from '../state/person.ts';
import type { Beginning } from './beginning.ts';

/** Asks for one factor: sends its code if it has one, and answers with the factor's challenge. */
export async function challengeBy(
  cognito: Cognito,
  attempt: AttemptOf,
  factor: MfaFactor,
  beginning: Beginning,
): Promise<InitiateAuthResponse> {
  const { person } = attempt;
  const delivered =
    factor === 'SOFTWARE_TOKEN_MFA'
      ? {
          ...(person.softwareToken?.deviceName && { FRIENDLY_DEVICE_NAME: person.softwareToken.deviceName }),
        }
      : await sendCode(cognito, attempt, factor);
  return {
    ChallengeName: factor,
    Session: makeSession(cognito, attempt, factor, { sub: person.sub, ...beginning }),
    // Before the first factor a client does not know whom a name belongs to.
    ChallengeParameters: beginning.firstFactor
      ? delivered
      : { ...delivered, USER_ID_FOR_SRP: person.username },
  };
}

async function sendCode(
  cognito: Cognito,
  { call, pool, client, person, clientMetadata }: AttemptOf,
  factor: 'SMS_MFA' | 'EMAIL_OTP',
): Promise<Record<string, string>> {
  const attribute = factor === 'SMS_MFA' ? 'phone_number' : 'email';
  const { DeliveryMedium = '', Destination = '' } = await issueCode(cognito, call, {
    pool,
    person,
    purpose: factor,
    attribute,
    destination: person.attributes[attribute] ?? '',
    message: 'Authentication',
    clientId: client.id,
    clientMetadata,
  });
  return { CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium, CODE_DELIVERY_DESTINATION: Destination };
}
