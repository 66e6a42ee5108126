import type { KeyObject } from 'node:crypto';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import type { Person } from '../state/person.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';
import { SELF_SERVICE } from './claims.ts';
import { issuerOf } from './issuer.ts';

export interface SignedIn {
  pool: Pool;
  client: PoolClient;
  person: Person;
}

/**
 * The owner of an access token, for the calls that people make for themselves. Throws `NotAuthorizedException` if it is invalid, expired,
 * revoked, or lacks the scope for such calls.
 */
export function authenticate(
  cognito: Pick<Cognito, 'store' | 'clock' | 'signingKeys'>,
  call: Pick<Call, 'region'>,
  token: string | undefined,
): Promise<SignedIn> {
  return signedInWith(cognito, call, token, SELF_SERVICE);
}

/** The same for an access token that needs a given scope. */
export async function signedInWith(
  cognito: Pick<Cognito, 'store' | 'clock' | 'signingKeys'>,
  call: Pick<Call, 'region'>,
  token: string | undefined,
  scope: string,
): Promise<SignedIn> {
  const poolId = poolIdOf(token);
  const pool = cognito.store.state.pools.get(poolId);
  if (!pool || token === undefined) throw unauthorized('Invalid Access Token');
  const { publicKey } = await cognito.signingKeys.ready(pool, 'access');
  const claims = await verified(token, publicKey, issuerOf(call.region, poolId), cognito.clock.now());
  if (claims['token_use'] !== 'access') throw unauthorized('Invalid Access Token');

  const client = pool.clients.get(String(claims['client_id']));
  const person = pool.people.bySub.get(claims.sub ?? '');
  if (!client || !person) throw unauthorized('Invalid Access Token');
  const originJti = claims['origin_jti'];
  // Tokens of clients without revocation have no sign-in to look up: they end when their person signs out everywhere.
  const revoked =
    typeof originJti === 'string'
      ? !person.sessions.has(originJti)
      : (claims.iat ?? 0) < Math.floor((person.signedOutAt ?? 0) / 1000);
  if (revoked) throw unauthorized('Access Token has been revoked');
  if (!person.enabled) throw unauthorized('User is disabled.');
  if (
    !String(claims['scope'] ?? '')
      .split(' ')
      .includes(scope)
  ) {
    throw unauthorized('Access Token does not have required scopes');
  }
  return { pool, client, person };
}

function poolIdOf(token: string | undefined): string {
  try {
    return (
      decodeJwt(token ?? '')
        .iss?.split('/')
        .at(-1) ?? ''
    );
  } catch {
    return '';
  }
}

async function verified(
  token: string,
  publicKey: KeyObject,
  issuer: string,
  now: number,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      issuer,
      algorithms: ['RS256'],
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthorized('Access Token has expired');
    if (error instanceof errors.JOSEError) throw unauthorized('Could not verify signature for Access Token');
    throw error;
  }
}

function unauthorized(message: string): AwsError {
  return new AwsError('NotAuthorizedException', message);
}
