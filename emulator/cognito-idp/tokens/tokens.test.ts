import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  CreateGroupCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { createRemoteJWKSet, decodeJwt, jwtVerify, SignJWT } from 'jose';
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

test('jose verifies both tokens by the key set that the configuration points to; the claims are those of AWS', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const sub = await addConfirmed(cognito, pool, ANN, { given_name: 'Ann' });
  const { id, access } = await tokensOf(cognito, pool);
  const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${pool.poolId}`;
  const response = await fetch(`${cognito.endpoint}/${pool.poolId}/.well-known/openid-configuration`);
  const configuration = (await response.json()) as { issuer: string; jwks_uri: string };
  expect(configuration.issuer).toBe(issuer);
  const keys = createRemoteJWKSet(new URL(configuration.jwks_uri));
  const currentDate = new Date(NOW * 1000);

  const idToken = await jwtVerify(id, keys, { issuer, audience: pool.clientId, currentDate });
  expect(idToken.protectedHeader).toEqual({ alg: 'RS256', kid: expect.any(String) });
  expect(idToken.payload).toEqual({
    sub,
    iss: issuer,
    aud: pool.clientId,
    'cognito:username': sub,
    email: ANN,
    given_name: 'Ann',
    token_use: 'id',
    auth_time: NOW,
    iat: NOW,
    exp: NOW + 3600,
    jti: expect.any(String),
    origin_jti: expect.any(String),
    event_id: expect.any(String),
  });
  const accessToken = await jwtVerify(access, keys, { issuer, currentDate });
  expect(accessToken.payload).toEqual({
    sub,
    iss: issuer,
    client_id: pool.clientId,
    username: sub,
    scope: 'aws.cognito.signin.user.admin',
    token_use: 'access',
    auth_time: NOW,
    iat: NOW,
    exp: NOW + 3600,
    jti: expect.any(String),
    origin_jti: idToken.payload['origin_jti'],
    event_id: idToken.payload['event_id'],
  });
  expect(accessToken.payload.jti).not.toBe(idToken.payload.jti);
});

test('aws-jwt-verify accepts the tokens once it has the key set', async () => {
  await using cognito = await startCognito();
  cognito.clock.advance(Date.now() - cognito.clock.now());
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  const { id, access } = await tokensOf(cognito, pool);
  const keySet = await fetch(`${cognito.endpoint}/${pool.poolId}/.well-known/jwks.json`);
  const jwks = (await keySet.json()) as Parameters<typeof verifier.cacheJwks>[0];
  const verifier = CognitoJwtVerifier.create({
    userPoolId: pool.poolId,
    clientId: pool.clientId,
    tokenUse: null,
  });
  verifier.cacheJwks(jwks);
  await expect(verifier.verify(id)).resolves.toMatchObject({ token_use: 'id', email: ANN });
  await expect(verifier.verify(access)).resolves.toMatchObject({ token_use: 'access' });
  const other = CognitoJwtVerifier.create({ userPoolId: pool.poolId, clientId: 'other', tokenUse: 'access' });
  other.cacheJwks(jwks);
  await expect(other.verify(access)).rejects.toThrow();
});

test('each pool has a key of its own, and an unknown pool none', async () => {
  await using cognito = await startCognito();
  const keysOf = async (poolId: string) => {
    const response = await fetch(`${cognito.endpoint}/${poolId}/.well-known/jwks.json`);
    return {
      status: response.status,
      body: (await response.json()) as { keys?: { kid: string; d?: string }[] },
    };
  };
  const [one, two] = [await createPool(cognito), await createPool(cognito)];
  const [first, again, second] = await Promise.all([
    keysOf(one.poolId),
    keysOf(one.poolId),
    keysOf(two.poolId),
  ]);
  expect(first.body.keys).toEqual([
    { alg: 'RS256', e: 'AQAB', kid: expect.any(String), kty: 'RSA', n: expect.any(String), use: 'sig' },
  ]);
  expect(again.body).toEqual(first.body);
  expect(second.body.keys?.[0]?.kid).not.toBe(first.body.keys?.[0]?.kid);
  expect((await keysOf('us-east-1_nonesuch0')).status).toBe(404);
});

test('a refresh gives new tokens of the same sign-in, and no new refresh token', async () => {
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

test('with rotation a refresh token works once, and for the grace period', async () => {
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

test('RevokeToken ends one sign-in, GlobalSignOut all', async () => {
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

test('an access token is refused when it is old, forged, of the wrong kind, or its owner is disabled', async () => {
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

test("groups are in the tokens, the best group's role first", async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  const about = { UserPoolId: pool.poolId };
  const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
  for (const [GroupName, Precedence] of [
    ['readers', 5],
    ['editors', 1],
  ] as const) {
    await cognito.client.send(
      new CreateGroupCommand({ ...about, GroupName, Precedence, RoleArn: role(GroupName) }),
    );
    await cognito.client.send(new AdminAddUserToGroupCommand({ ...about, GroupName, Username: ANN }));
  }
  const { id, access } = await tokensOf(cognito, pool);
  expect(decodeJwt(id)).toMatchObject({
    'cognito:groups': ['editors', 'readers'],
    'cognito:roles': [role('editors'), role('readers')],
    'cognito:preferred_role': role('editors'),
  });
  expect(decodeJwt(access)).toMatchObject({ 'cognito:groups': ['editors', 'readers'] });
});

test('tokens live as long as their client says', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(
    cognito,
    {},
    {
      AccessTokenValidity: 5,
      IdTokenValidity: 2,
      RefreshTokenValidity: 90,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'hours', RefreshToken: 'days' },
      EnableTokenRevocation: false,
    },
  );
  await addConfirmed(cognito, pool, ANN);
  const { id, access } = await tokensOf(cognito, pool);
  expect(decodeJwt(access)).toMatchObject({ exp: NOW + 300 });
  expect(decodeJwt(id)).toMatchObject({ exp: NOW + 7200 });
  expect(decodeJwt(access)).not.toHaveProperty('origin_jti');
});
