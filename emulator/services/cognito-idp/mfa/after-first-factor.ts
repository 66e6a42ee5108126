import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Cognito } from '../cognito.ts';
import type { AttemptOf } from '../sign-in/attempt.ts';
import { finish } from '../sign-in/finish.ts';
import { makeSession } from '../sign-in/session.ts';
import type { Beginning } from './beginning.ts';
import { challengeBy } from './challenge-by.ts';
import { activeFactors, offeredFactors } from './factors.ts';

/**
 * What follows the right password: tokens if the pool wants no second factor of this person, else its challenge. Asks for the preferred
 * factor; without a preference the person chooses among several (`SELECT_MFA_TYPE`); a person without a required factor sets one up
 * (`MFA_SETUP`). Developer guide, "Adding MFA to a user pool".
 */
export async function afterFirstFactor(
  cognito: Cognito,
  attempt: AttemptOf,
  beginning: Beginning,
): Promise<InitiateAuthResponse> {
  const { pool, person } = attempt;
  const mode = pool.settings.MfaConfiguration;
  if (mode !== 'ON' && mode !== 'OPTIONAL')
    return finish(cognito, attempt, beginning.source, beginning.statusBefore);
  const active = activeFactors(pool, person);
  const [first, second] = active;
  if (!first) {
    if (mode === 'OPTIONAL') return finish(cognito, attempt, beginning.source, beginning.statusBefore);
    return {
      ChallengeName: 'MFA_SETUP',
      Session: makeSession(cognito, attempt, 'MFA_SETUP', { sub: person.sub, ...beginning }),
      ChallengeParameters: {
        MFAS_CAN_SETUP: JSON.stringify(offeredFactors(pool)),
        USER_ID_FOR_SRP: person.username,
      },
    };
  }
  const preferred = active.find((factor) => factor === person.mfa?.preferred);
  if (preferred || !second) return challengeBy(cognito, attempt, preferred ?? first, beginning);
  return {
    ChallengeName: 'SELECT_MFA_TYPE',
    Session: makeSession(cognito, attempt, 'SELECT_MFA_TYPE', { sub: person.sub, ...beginning }),
    ChallengeParameters: {
      MFAS_CAN_CHOOSE: JSON.stringify(active),
      USER_ID_FOR_SRP: person.username,
    },
  };
}
