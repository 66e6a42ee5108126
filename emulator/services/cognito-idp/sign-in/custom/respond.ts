import type { RespondToAuthChallengeResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Cognito } from '../../cognito.ts';
import type { FactorAnswer } from '../../mfa/respond.ts';
import { checkSecretHash } from '../../passwords/secret-hash.ts';
import { isStillThere } from '../../people/still-there.ts';
import { runTrigger } from '../../triggers/run-trigger.ts';
import { triggerAttributes } from '../../triggers/user-attributes.ts';
import type { Attempt } from '../attempt.ts';
import { hidesExistence, invalidParameter } from '../errors.ts';
import { invalidSession, openSession, useSession } from '../session.ts';
import type { CustomState } from './history.ts';
import { nextStep } from './next-step.ts';

/**
 * Lets VerifyAuthChallengeResponse judge an answer to a `CUSTOM_CHALLENGE`, and continues as DefineAuthChallenge says: a wrong answer is no
 * error by itself. A session can be answered once.
 */
export async function respondToCustomChallenge(
  cognito: Cognito,
  attempt: Attempt,
  { session, responses }: FactorAnswer,
): Promise<RespondToAuthChallengeResponse> {
  const { call, pool, client, username, clientMetadata } = attempt;
  const held = openSession(cognito, attempt, 'CUSTOM_CHALLENGE', session);
  const { sub, history, secrets = {}, metadata } = held as unknown as CustomState;
  const person = sub === undefined ? undefined : pool.people.bySub.get(sub);
  if (sub !== undefined && !person) throw invalidSession();
  checkSecretHash(client, [username, person?.username], responses['SECRET_HASH']);
  const challengeAnswer = responses['ANSWER'];
  if (challengeAnswer === undefined) throw invalidParameter('Missing required parameter ANSWER');
  if (!pool.settings.LambdaConfig?.VerifyAuthChallengeResponse)
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  useSession(cognito, pool, held);
  const said = await runTrigger(cognito, call, {
    trigger: 'VerifyAuthChallengeResponse',
    source: 'VerifyAuthChallengeResponse_Authentication',
    pool,
    userName: person?.username ?? username,
    clientId: client.id,
    request: {
      userAttributes: person ? triggerAttributes(pool, person) : {},
      privateChallengeParameters: secrets,
      challengeAnswer,
      ...(hidesExistence(client) && { userNotFound: !person }),
      ...(clientMetadata && { clientMetadata }),
    },
    response: { answerCorrect: null },
  });
  if (person && !isStillThere(cognito, pool, person)) throw invalidSession();
  const answered = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: said?.['answerCorrect'] === true,
    challengeMetadata: metadata ?? null,
  };
  return nextStep(cognito, { ...attempt, person }, [...history, answered]);
}
