import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { readable } from '../people/attribute-access.ts';
import type { Pool } from '../state/state.ts';
import { signedInWith } from '../tokens/access-token.ts';
import { OauthFailure } from './oauth-failure.ts';

/**
 * `GET /oauth2/userInfo`: the attributes of the owner of an access token with the scope `openid` (developer guide, "The user attributes
 * endpoint"). All values are text except addresses. Throws OauthFailure.
 */
export async function userInfo(
  cognito: Cognito,
  call: Pick<Call, 'region'>,
  pool: Pool | undefined,
  authorization: string | undefined,
): Promise<Record<string, unknown>> {
  const [, token] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? [];
  if (!token) throw new OauthFailure('invalid_request');
  const { person, client, ...known } = await signedInWith(cognito, call, token, 'openid').catch((error) => {
    if (error instanceof AwsError)
      throw new OauthFailure('invalid_token', { status: 401, description: error.message });
    throw error;
  });
  if (!known.pool.domain || (pool && pool !== known.pool))
    throw new OauthFailure('invalid_token', { status: 401 });
  const { sub, ...attributes } = readable(client.settings, person.attributes);
  return { sub: person.sub, ...attributes, username: person.username };
}
