import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { SignJWT } from 'jose';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { isStillThere } from '../people/still-there.ts';
import { tokenSeconds } from '../pool/client-settings.ts';
import type { Person } from '../state/person.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool, TokenUse } from '../state/state.ts';
import { type PreTokenSource, runPreTokenGeneration } from '../triggers/pre-token-generation.ts';
import { accessClaims, idClaims } from './claims.ts';
import { issuerOf } from './issuer.ts';
import { makeRefreshToken } from './refresh-token.ts';

export interface SignIn {
  pool: Pool;
  client: PoolClient;
  person: Person;
  source: PreTokenSource;
  clientMetadata: Record<string, string> | undefined;
}

type Needs = Pick<Cognito, 'store' | 'clock' | 'random' | 'functions' | 'signingKeys'>;

/** Ends a sign-in: opens a session that can be refreshed, and makes all three tokens. Throws the trigger's errors. */
export async function issueTokens(
  cognito: Needs,
  call: Call,
  signIn: SignIn,
): Promise<AuthenticationResultType> {
  const { pool, client, person } = signIn;
  const originJti = cognito.random.uuid();
  const now = cognito.clock.now();
  const tokens = await signTokens(cognito, call, signIn, { originJti, authTime: now });
  const { token, tokenHash } = makeRefreshToken(cognito.random, person.sub, originJti);
  const { refresh } = tokenSeconds(client.settings);
  if (isStillThere(cognito, pool, person)) {
    cognito.store.commit.openSession({
      poolId: pool.id,
      sub: person.sub,
      id: originJti,
      at: now,
      session: { clientId: client.id, authTime: now, expiresAt: now + refresh * 1000, tokenHash },
    });
  }
  return { ...tokens, RefreshToken: token };
}

/** Signs an ID and an access token for a sign-in that is already open. */
export async function signTokens(
  cognito: Needs,
  call: Call,
  signIn: SignIn,
  { originJti, authTime }: { originJti: string; authTime: number },
): Promise<AuthenticationResultType> {
  const { pool, client, person } = signIn;
  const issuedAt = Math.floor(cognito.clock.now() / 1000);
  const facts = {
    issuer: issuerOf(call.region, pool.id),
    originJti: client.settings.EnableTokenRevocation === false ? undefined : originJti,
    eventId: cognito.random.uuid(),
    authTime: Math.floor(authTime / 1000),
    issuedAt,
  };
  const claims = await runPreTokenGeneration(cognito, call, signIn, {
    id: idClaims(pool, client, person, facts),
    access: accessClaims(pool, client, person, facts),
  });
  const lives = tokenSeconds(client.settings);
  const sign = async (use: TokenUse) => {
    const { kid, privateKey } = await cognito.signingKeys.ready(pool, use);
    return new SignJWT({ ...claims[use], exp: issuedAt + lives[use], jti: cognito.random.uuid() })
      .setProtectedHeader({ kid, alg: 'RS256' })
      .sign(privateKey);
  };
  const [IdToken, AccessToken] = await Promise.all([sign('id'), sign('access')]);
  return { AccessToken, IdToken, ExpiresIn: lives.access, TokenType: 'Bearer' };
}
