import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError, notImplemented } from '../../../../edge/aws-error.ts';
import type { Cognito } from '../../cognito.ts';
import type { Person } from '../../state/person.ts';
import { isRecord, runTrigger, unrecognizable } from '../../triggers/run-trigger.ts';
import { triggerAttributes } from '../../triggers/user-attributes.ts';
import type { Attempt } from '../attempt.ts';
import { hidesExistence, incorrect, invalidParameter, notAuthorized } from '../errors.ts';
import { finish } from '../finish.ts';
import { makeSession } from '../session.ts';
import type { Answered, CustomState } from './history.ts';

/** A sign-in by the pool's own challenges: a person, or an unknown name whose absence must stay hidden. */
export type CustomAttempt = Attempt & { person: Person | undefined };

/**
 * Asks DefineAuthChallenge for the next step, and takes it: tokens, another challenge by CreateAuthChallenge, the proof of the password, or
 * the end. Developer guide, "Custom authentication challenge Lambda triggers". Throws `NotAuthorizedException` if the function says that
 * the sign-in failed, `InvalidParameterException` if the pool has no such function.
 */
export async function nextStep(
  cognito: Cognito,
  attempt: CustomAttempt,
  history: readonly Answered[],
  provePassword?: (content: object) => Promise<InitiateAuthResponse>,
): Promise<InitiateAuthResponse> {
  const { pool, client, person, clientMetadata } = attempt;
  if (!pool.settings.LambdaConfig?.DefineAuthChallenge)
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  const said = await runTrigger(cognito, attempt.call, {
    trigger: 'DefineAuthChallenge',
    source: 'DefineAuthChallenge_Authentication',
    pool,
    userName: person?.username ?? attempt.username,
    clientId: client.id,
    request: {
      userAttributes: person ? triggerAttributes(pool, person) : {},
      session: history,
      ...(hidesExistence(client) && { userNotFound: !person }),
      ...(clientMetadata && { clientMetadata }),
    },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  if (said?.['failAuthentication'] === true) throw incorrect();
  if (said?.['issueTokens'] === true) return tokens(cognito, attempt);
  const name = said?.['challengeName'];
  if (name === 'CUSTOM_CHALLENGE') return create(cognito, attempt, history);
  if (name === 'PASSWORD_VERIFIER' && provePassword) return provePassword({ history });
  if (typeof name === 'string' && name !== '')
    throw notImplemented(`DefineAuthChallenge: the challenge ${name}`);
  throw unrecognizable();
}

async function tokens(cognito: Cognito, attempt: CustomAttempt): Promise<InitiateAuthResponse> {
  const { person } = attempt;
  if (!person) throw incorrect();
  if (!person.enabled) throw notAuthorized('User is disabled.');
  if (person.status === 'UNCONFIRMED')
    throw new AwsError('UserNotConfirmedException', 'User is not confirmed.');
  return finish(cognito, { ...attempt, person }, 'TokenGeneration_Authentication');
}

async function create(
  cognito: Cognito,
  attempt: CustomAttempt,
  history: readonly Answered[],
): Promise<InitiateAuthResponse> {
  const { pool, client, person, clientMetadata } = attempt;
  if (!pool.settings.LambdaConfig?.CreateAuthChallenge)
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  const userName = person?.username ?? attempt.username;
  const said = await runTrigger(cognito, attempt.call, {
    trigger: 'CreateAuthChallenge',
    source: 'CreateAuthChallenge_Authentication',
    pool,
    userName,
    clientId: client.id,
    request: {
      userAttributes: person ? triggerAttributes(pool, person) : {},
      challengeName: 'CUSTOM_CHALLENGE',
      session: history,
      ...(hidesExistence(client) && { userNotFound: !person }),
      ...(clientMetadata && { clientMetadata }),
    },
    response: {
      publicChallengeParameters: null,
      privateChallengeParameters: null,
      challengeMetadata: null,
    },
  });
  const metadata = said?.['challengeMetadata'];
  const state: CustomState = {
    ...(person && { sub: person.sub }),
    history,
    secrets: texts(said?.['privateChallengeParameters']),
    ...(typeof metadata === 'string' && { metadata }),
  };
  return {
    ChallengeName: 'CUSTOM_CHALLENGE',
    Session: makeSession(cognito, attempt, 'CUSTOM_CHALLENGE', state),
    ChallengeParameters: { ...texts(said?.['publicChallengeParameters']), USERNAME: userName },
  };
}

/** A map of strings, as both kinds of challenge parameters are. */
function texts(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}
