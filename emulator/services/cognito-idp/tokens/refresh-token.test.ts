import {
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { addConfirmed, createPool, signIn, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';

const ANN = 'ann@example.com';
const NOW = Date.parse('2026-01-01T00:00:00Z') / 1000;

async function tokensOf(cognito: TestCognito, pool: TestPool) {
  const { AuthenticationResult } = await signIn(cognito, pool, ANN);
  return {
    id: AuthenticationResult?.IdToken ?? '',
    access: AuthenticationResult?.AccessToken ?? '',
    refresh: AuthenticationResult?.RefreshToken ?? '',
  };
}

function refresh({ client }: TestCognito, { clientId }: TestPool, token: string) {
  return client.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: token },
    }),
  );
}

function whoAmI({ client }: TestCognito, AccessToken: string) {
  return client.send(new GetUserCommand({ AccessToken }));
}

test('refreshes the tokens of the same sign-in, without a new refresh token', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  const first = await tokensOf(cognito, pool);
  cognito.clock.advance(600_000);
  const { AuthenticationResult } = await refresh(cognito, pool, first.refresh);
  expect(AuthenticationResult).not.toHaveProperty('RefreshToken');
  const [before, after] = [decodeJwt(first.access), decodeJwt(AuthenticationResult?.AccessToken ?? '')];
  expect(after).toMatchObject({
    origin_jti: before['origin_jti'],
    auth_time: before['auth_time'],
    iat: NOW + 600,
    exp: NOW + 600 + 3600,
  });
  cognito.clock.advance(30 * 86_400_000);
  await expect(refresh(cognito, pool, first.refresh)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Refresh Token has expired',
  });
});

test('accepts a rotated refresh token once, and for the grace period', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(
    cognito,
    {},
    {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    },
  );
  await addConfirmed(cognito, pool, ANN);
  const first = await tokensOf(cognito, pool);
  const rotate = (RefreshToken: string) =>
    cognito.client.send(new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken }));
  const { AuthenticationResult } = await rotate(first.refresh);
  const second = AuthenticationResult?.RefreshToken ?? '';
  expect(second).not.toBe(first.refresh);
  await expect(refresh(cognito, pool, second)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  cognito.clock.advance(10_000);
  await expect(rotate(first.refresh)).rejects.toMatchObject({ name: 'RefreshTokenReuseException' });
  await expect(rotate(second)).resolves.toHaveProperty('AuthenticationResult.RefreshToken');
  await expect(rotate(second)).resolves.toHaveProperty('AuthenticationResult.RefreshToken');
});

test('ends one sign-in with RevokeToken, all with GlobalSignOut', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  const [one, two, three] = [
    await tokensOf(cognito, pool),
    await tokensOf(cognito, pool),
    await tokensOf(cognito, pool),
  ];
  const revoked = { name: 'NotAuthorizedException', message: 'Access Token has been revoked' };
  const revoke = (Token: string) =>
    cognito.client.send(new RevokeTokenCommand({ ClientId: pool.clientId, Token }));
  await expect(revoke(one.access)).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' });
  await revoke(one.refresh);
  await revoke(one.refresh);
  await expect(whoAmI(cognito, one.access)).rejects.toMatchObject(revoked);
  await expect(refresh(cognito, pool, one.refresh)).rejects.toMatchObject({
    message: 'Refresh Token has been revoked',
  });
  await expect(whoAmI(cognito, two.access)).resolves.toBeDefined();
  await cognito.client.send(new GlobalSignOutCommand({ AccessToken: two.access }));
  await expect(whoAmI(cognito, two.access)).rejects.toMatchObject(revoked);
  await expect(whoAmI(cognito, three.access)).rejects.toMatchObject(revoked);
  const four = await tokensOf(cognito, pool);
  await expect(whoAmI(cognito, four.access)).resolves.toBeDefined();
  await cognito.client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: pool.poolId, Username: ANN }));
  await expect(whoAmI(cognito, four.access)).rejects.toMatchObject(revoked);
});

test('rejects an access token that is old, forged, of the wrong use, or of a disabled person', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  const { id, access } = await tokensOf(cognito, pool);
  const refused = (message: string) => ({ name: 'NotAuthorizedException', message });
  await expect(whoAmI(cognito, id)).rejects.toMatchObject(refused('Invalid Access Token'));
  await expect(whoAmI(cognito, 'not-a-token')).rejects.toMatchObject(refused('Invalid Access Token'));
  const forged = await new SignJWT(decodeJwt(access))
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.alloc(32));
  await expect(whoAmI(cognito, forged)).rejects.toMatchObject(
    refused('Could not verify signature for Access Token'),
  );
  await cognito.client.send(new AdminDisableUserCommand({ UserPoolId: pool.poolId, Username: ANN }));
  await expect(whoAmI(cognito, access)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  cognito.clock.advance(3_600_000);
  await expect(whoAmI(cognito, access)).rejects.toMatchObject(refused('Access Token has expired'));
});
