import { AdminAddUserToGroupCommand, CreateGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import { addConfirmed, createPool, signIn, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';
import { makeRsaKeyPair } from './signing-keys.ts';

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

test('jose verifies both tokens by the configured key set, with AWS’s claims', async () => {
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
    email_verified: false,
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

test('signs ID and access tokens with keys of their own', async () => {
  await using cognito = await startCognito({ makeKeyPair: makeRsaKeyPair });
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  const { id, access } = await tokensOf(cognito, pool);
  const response = await fetch(`${cognito.endpoint}/${pool.poolId}/.well-known/jwks.json`);
  const { keys } = (await response.json()) as { keys: JWK[] };
  expect([id, access].map((token) => decodeProtectedHeader(token).kid)).toEqual(keys.map(({ kid }) => kid));
  const [idKey, accessKey] = await Promise.all(keys.map((key) => importJWK(key)));
  const currentDate = new Date(NOW * 1000);
  const verify = (token: string, key = idKey) => jwtVerify(token, key ?? new Uint8Array(), { currentDate });
  await expect(verify(id)).resolves.toMatchObject({ payload: { token_use: 'id' } });
  await expect(verify(access, accessKey)).resolves.toMatchObject({ payload: { token_use: 'access' } });
  await expect(verify(access)).rejects.toThrow('signature verification failed');
});

test('puts custom attributes into the ID token, and not into the access token', async () => {
  await using cognito = await startCognito();
  const attributes = ['email', 'custom:team'];
  const pool = await createPool(
    cognito,
    { Schema: [{ Name: 'team', AttributeDataType: 'String' }] },
    { ReadAttributes: attributes, WriteAttributes: attributes },
  );
  await addConfirmed(cognito, pool, ANN, { 'custom:team': 'blue' });
  const { id, access } = await tokensOf(cognito, pool);
  expect(decodeJwt(id)).toMatchObject({ 'custom:team': 'blue' });
  expect(decodeJwt(access)).not.toHaveProperty('custom:team');
});

test('gives each pool its own keys, and an unknown pool none', async () => {
  await using cognito = await startCognito({ makeKeyPair: makeRsaKeyPair });
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
  const text = expect.any(String);
  const key = { alg: 'RS256', e: 'AQAB', kid: text, kty: 'RSA', n: text, use: 'sig' };
  expect(first.body.keys).toEqual([key, key]);
  expect(again.body).toEqual(first.body);
  const kids = [first, second].flatMap(({ body }) => body.keys?.map(({ kid }) => kid));
  expect(new Set(kids).size).toBe(4);
  expect((await keysOf('us-east-1_nonesuch0')).status).toBe(404);
});

test('puts groups into the tokens, with the best group’s role first', async () => {
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

test('lets tokens live as long as their client says', async () => {
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
