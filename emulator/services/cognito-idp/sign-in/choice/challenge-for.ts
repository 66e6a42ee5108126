import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import { deliveryDetails } from '../../codes/delivery.ts';
import type { Cognito } from '../../cognito.ts';
import { challengeBy } from '../../mfa/challenge-by.ts';
import type { Person } from '../../state/person.ts';
import type { Attempt } from '../attempt.ts';
import { nobody } from '../errors.ts';
import { provePassword } from '../password.ts';
import { makeSession } from '../session.ts';
import { proveBySrp } from '../srp.ts';
import type { FirstChallenge } from './available-challenges.ts';

/** An attempt by a person, or, where existence is hidden, by a name that nobody has. */
export type ChoiceAttempt = Attempt & { person: Person | undefined };

/**
 * Asks for the first factor that was chosen, or takes it at once if it came with the choice: `PASSWORD`, or `SRP_A` (API reference,
 * RespondToAuthChallenge, SELECT_CHALLENGE).
 */
export async function challengeFor(
  cognito: Cognito,
  attempt: ChoiceAttempt,
  chosen: FirstChallenge,
  given: Readonly<Record<string, string>>,
): Promise<InitiateAuthResponse> {
  const { client, person } = attempt;
  if (chosen === 'EMAIL_OTP') return askForCode(cognito, attempt);
  if (chosen === 'PASSWORD_SRP' && given['SRP_A']) return proveBySrp(cognito, attempt, given);
  const { PASSWORD: password } = given;
  if (chosen === 'PASSWORD' && password) {
    if (!person) throw nobody(client);
    return provePassword(cognito, { ...attempt, person }, password);
  }
  return {
    ChallengeName: chosen,
    Session: makeSession(cognito, attempt, chosen, person ? { sub: person.sub } : {}),
    ChallengeParameters: {},
  };
}

/** Sends the code. A name that nobody has gets the same answer, and no code is right. */
async function askForCode(
  cognito: Cognito,
  { person, ...attempt }: ChoiceAttempt,
): Promise<InitiateAuthResponse> {
  if (person) {
    const beginning = {
      source: 'TokenGeneration_Authentication',
      statusBefore: person.status,
      firstFactor: true,
    } as const;
    return challengeBy(cognito, { ...attempt, person }, 'EMAIL_OTP', beginning);
  }
  const { DeliveryMedium = '', Destination = '' } = deliveryDetails('email', attempt.username);
  return {
    ChallengeName: 'EMAIL_OTP',
    Session: makeSession(cognito, attempt, 'EMAIL_OTP', {}),
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
      CODE_DELIVERY_DESTINATION: Destination,
    },
  };
}
