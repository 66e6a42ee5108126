import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { equal } from '../passwords/srp.ts';
import { isStillThere } from '../people/still-there.ts';
import type { Session } from '../state/person.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';
import { signTokens } from '../tokens/issue-tokens.ts';
import { makeRefreshToken, readRefreshToken } from '../tokens/refresh-token.ts';
import { notAuthorized } from './errors.ts';

/**
 * New tokens for a refresh token; with rotation a new refresh token too, while the old one works for the client's grace period. Throws
 * `NotAuthorizedException` for a token of another client, an expired or a revoked one, and `RefreshTokenReuseException` for one that was
 * rotated out.
 */
export async function refresh(
  cognito: Pick<Cognito, 'store' | 'clock' | 'random' | 'functions' | 'signingKeys'>,
  call: Call,
  {
    pool,
    client,
    token,
    clientMetadata,
  }: { pool: Pool; client: PoolClient; token: string; clientMetadata: Record<string, string> | undefined },
): Promise<AuthenticationResultType> {
  const parts = readRefreshToken(token);
  const person = parts && pool.people.bySub.get(parts.sub);
  if (!parts || !person) throw notAuthorized('Invalid Refresh Token');
  const session = person.sessions.get(parts.originJti);
  const now = cognito.clock.now();
  if (!session) throw notAuthorized('Refresh Token has been revoked');
  if (session.clientId !== client.id) throw notAuthorized('Invalid Refresh Token');
  if (session.expiresAt <= now) throw notAuthorized('Refresh Token has expired');
  refuseRotated(session, parts.tokenHash, now);
  if (!person.enabled) throw notAuthorized('User is disabled.');

  const tokens = await signTokens(
    cognito,
    call,
    { pool, client, person, source: 'TokenGeneration_RefreshTokens', clientMetadata },
    { originJti: parts.originJti, authTime: session.authTime },
  );
  const rotation = client.settings.RefreshTokenRotation;
  if (rotation?.Feature !== 'ENABLED') return tokens;
  const next = makeRefreshToken(cognito.random, person.sub, parts.originJti);
  if (isStillThere(cognito, pool, person)) {
    cognito.store.commit.rotateSession({
      poolId: pool.id,
      sub: person.sub,
      id: parts.originJti,
      tokenHash: next.tokenHash,
      previousUntil: now + (rotation.RetryGracePeriodSeconds ?? 0) * 1000,
    });
  }
  return { ...tokens, RefreshToken: next.token };
}

/** Throws for a rotated token after its grace period, and for an unknown one. */
function refuseRotated({ tokenHash: current, previous }: Session, tokenHash: string, now: number): void {
  const same = (kept: string) => equal(Buffer.from(kept), Buffer.from(tokenHash));
  if (same(current)) return;
  if (!previous || !same(previous.tokenHash)) throw notAuthorized('Invalid Refresh Token');
  if (previous.until > now) return;
  throw new AwsError('RefreshTokenReuseException', 'Refresh token has been invalidated by rotation.');
}
