import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Cognito } from '../cognito.ts';
import { issueTokens } from '../tokens/issue-tokens.ts';
import type { PreTokenSource } from '../triggers/pre-token-generation.ts';
import { runTrigger } from '../triggers/run-trigger.ts';
import { triggerAttributes } from '../triggers/user-attributes.ts';
import type { AttemptOf } from './attempt.ts';

type Needs = Pick<Cognito, 'store' | 'clock' | 'random' | 'functions' | 'signingKeys'>;

/**
 * Ends a sign-in: PostAuthentication, PreTokenGeneration, tokens. PostAuthentication sees the person's status at the start, as events
 * recorded from AWS show.
 */
export async function finish(
  cognito: Needs,
  { call, pool, client, person, clientMetadata }: AttemptOf,
  source: PreTokenSource,
  statusBefore = person.status,
): Promise<InitiateAuthResponse> {
  await runTrigger(cognito, call, {
    trigger: 'PostAuthentication',
    source: 'PostAuthentication_Authentication',
    pool,
    userName: person.username,
    clientId: client.id,
    request: {
      userAttributes: triggerAttributes(pool, { ...person, status: statusBefore }),
      newDeviceUsed: false,
      ...(clientMetadata && { clientMetadata }),
    },
    response: {},
  });
  const AuthenticationResult = await issueTokens(cognito, call, {
    pool,
    client,
    person,
    source,
    clientMetadata,
  });
  return { ChallengeParameters: {}, AuthenticationResult };
}

/** Throws `PasswordResetRequiredException` if an administrator has reset the password. */
export function refuseReset({ person }: Pick<AttemptOf, 'person'>): void {
  if (person.status === 'RESET_REQUIRED') {
    throw new AwsError('PasswordResetRequiredException', 'Password reset required for the user');
  }
}
