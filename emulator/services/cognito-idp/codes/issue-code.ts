import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import { DIGITS, randomText } from '../../../store/random.ts';
import type { Cognito } from '../cognito.ts';
import type { MessagePurpose } from '../inbox/message-purpose.ts';
import { sendMessage } from '../inbox/send-message.ts';
import { isStillThere } from '../people/still-there.ts';
import type { CodePurpose, Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';
import { limitRequests } from './attempts.ts';
import { type Address, deliveryDetails } from './delivery.ts';

const HOUR = 3_600_000;

/** How long codes live, in milliseconds: a day, but an hour for a password reset (developer guide, "Quotas"). */
const LIFETIME: Record<CodePurpose, number> = {
  SignUp: 24 * HOUR,
  ForgotPassword: HOUR,
  email: 24 * HOUR,
  phone_number: 24 * HOUR,
  // The session of the code ends earlier, or then at the latest (AuthSessionValidity: 15 minutes at most).
  SMS_MFA: HOUR / 4,
  EMAIL_OTP: HOUR / 4,
  SOFTWARE_TOKEN_MFA: 0,
};

/**
 * Makes a new code of six random digits, which replaces the one of the same purpose, and sends it. Throws `LimitExceededException` after
 * too many requests, and the errors of the CustomMessage function.
 */
export async function issueCode(
  cognito: Pick<Cognito, 'store' | 'clock' | 'random' | 'events' | 'functions'>,
  call: Call,
  {
    pool,
    person,
    purpose,
    attribute,
    destination,
    message,
    clientId,
    clientMetadata,
  }: {
    pool: Pool;
    person: Person;
    purpose: CodePurpose;
    attribute: Address;
    destination: string;
    message: MessagePurpose;
    clientId: string | undefined;
    clientMetadata: Record<string, string> | undefined;
  },
): Promise<CodeDeliveryDetailsType> {
  if (!isStillThere(cognito, pool, person))
    throw new AwsError('UserNotFoundException', 'User does not exist.');
  const at = cognito.clock.now();
  limitRequests(cognito, pool, person, purpose);
  const code = randomText(cognito.random, 6, DIGITS);
  cognito.store.commit.putCode({
    poolId: pool.id,
    sub: person.sub,
    purpose,
    code: { code, at, expiresAt: at + LIFETIME[purpose], attribute, destination },
  });
  await sendMessage(cognito, call, {
    pool,
    person,
    medium: attribute === 'email' ? 'EMAIL' : 'SMS',
    to: destination,
    purpose: message,
    code,
    clientId,
    clientMetadata,
  });
  return deliveryDetails(attribute, destination);
}
