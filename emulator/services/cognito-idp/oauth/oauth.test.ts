import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientRequest,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetUserCommand,
  ListResourceServersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { decodeJwt } from 'jose';
import { addConfirmed, createPool, signIn, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';
import { arnOf, listenTo } from '../testing/trigger-events.ts';

const ANN = 'ann@example.com';
const MACHINE = {
  GenerateSecret: true,
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['client_credentials'],
  AllowedOAuthScopes: ['orders/read', 'orders/write'],
} satisfies Partial<CreateUserPoolClientRequest>;

interface Machine extends TestPool {
  secret: string;
}

/** A pool with a domain and a resource server, and a client that is a machine. */
async function machinePool(
  cognito: TestCognito,
  client: Partial<CreateUserPoolClientRequest> = {},
): Promise<Machine> {
  const { poolId } = await createPool(cognito);
  await cognito.client.send(new CreateUserPoolDomainCommand({ UserPoolId: poolId, Domain: 'shop' }));
  await cognito.client.send(
    new CreateResourceServerCommand({
      UserPoolId: poolId,
      Identifier: 'orders',
      Name: 'Orders',
      Scopes: [
        { ScopeName: 'read', ScopeDescription: 'Read orders' },
        { ScopeName: 'write', ScopeDescription: 'Write orders' },
      ],
    }),
  );
  const { UserPoolClient } = await cognito.client.send(
    new CreateUserPoolClientCommand({ UserPoolId: poolId, ClientName: 'machine', ...MACHINE, ...client }),
  );
  return { poolId, clientId: UserPoolClient?.ClientId ?? '', secret: UserPoolClient?.ClientSecret ?? '' };
}

const basic = ({ clientId, secret }: Machine) =>
  `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;

async function post(
  { endpoint }: TestCognito,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${endpoint}/_aws/cognito-idp/oauth2/${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  });
  const body = await response.text();
  return { status: response.status, body: body === '' ? {} : JSON.parse(body) };
}

const GRANT = { grant_type: 'client_credentials' };

describe('client_credentials', () => {
  test('gives an access token with all scopes of the client, which aws-jwt-verify accepts', async () => {
    await using cognito = await startCognito();
    const machine = await machinePool(cognito);
    const { status, body } = await post(cognito, 'token', GRANT, { Authorization: basic(machine) });
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer' });
    const token = String(body['access_token']);
    const now = cognito.clock.now() / 1000;
    expect(decodeJwt(token)).toEqual({
      sub: machine.clientId,
      client_id: machine.clientId,
      token_use: 'access',
      scope: 'orders/read orders/write',
      auth_time: now,
      iat: now,
      exp: now + 3600,
      version: 2,
      iss: `https://cognito-idp.us-east-1.amazonaws.com/${machine.poolId}`,
      jti: expect.any(String),
    });
    const verifier = CognitoJwtVerifier.create({
      userPoolId: machine.poolId,
      clientId: machine.clientId,
      tokenUse: 'access',
      scope: 'orders/read',
      graceSeconds: 1e9,
    });
    const keys = await fetch(`${cognito.endpoint}/${machine.poolId}/.well-known/jwks.json`);
    verifier.cacheJwks((await keys.json()) as Parameters<typeof verifier.cacheJwks>[0]);
    await expect(verifier.verify(token)).resolves.toMatchObject({ sub: machine.clientId });
    await expect(cognito.client.send(new GetUserCommand({ AccessToken: token }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  test('answers at the domain’s own host name, with the secret in the form', async () => {
    await using cognito = await startCognito();
    const { clientId, secret } = await machinePool(cognito);
    const form = new URLSearchParams({
      ...GRANT,
      client_id: clientId,
      client_secret: secret,
      scope: 'orders/read',
    });
    const answer = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const sent = request(
        `${cognito.endpoint}/oauth2/token`,
        {
          method: 'POST',
          headers: {
            Host: 'shop.auth.us-east-1.localhost.localstack.cloud:4566',
            'Content-Type': 'application/x-www-form-urlencoded',
          },
        },
        (response) => text(response).then((body) => resolve({ status: response.statusCode, body }), reject),
      );
      sent.once('error', reject);
      sent.end(form.toString());
    });
    expect(answer.status).toBe(200);
    expect(decodeJwt(JSON.parse(answer.body).access_token)['scope']).toBe('orders/read');
  });

  test.each([
    ['a wrong secret', GRANT, { secret: 'wrong' }, 'invalid_client'],
    ['an unknown client', GRANT, { clientId: 'nobody' }, 'invalid_client'],
    ['no grant type', {}, {}, 'invalid_request'],
    ['an unknown grant type', { grant_type: 'password' }, {}, 'unsupported_grant_type'],
    ['a code that no page gave', { grant_type: 'authorization_code', code: 'x' }, {}, 'invalid_grant'],
    ['a scope that is not the client’s', { ...GRANT, scope: 'orders/delete' }, {}, 'invalid_scope'],
    ['a standard scope', { ...GRANT, scope: 'openid' }, {}, 'invalid_scope'],
    [
      'a refresh token that is none',
      { grant_type: 'refresh_token', refresh_token: 'x' },
      {},
      'invalid_grant',
    ],
  ])('rejects %s', async (_what, form, change, error) => {
    await using cognito = await startCognito();
    const machine = await machinePool(cognito);
    const { status, body } = await post(cognito, 'token', form as Record<string, string>, {
      Authorization: basic({ ...machine, ...change }),
    });
    expect({ status, body }).toEqual({ status: 400, body: { error } });
  });

  test('rejects a client without OAuth flows, and a pool without a domain', async () => {
    await using cognito = await startCognito();
    const closed = await machinePool(cognito, { AllowedOAuthFlowsUserPoolClient: false });
    const Authorization = basic(closed);
    expect((await post(cognito, 'token', GRANT, { Authorization })).body).toEqual({ error: 'invalid_grant' });
    await cognito.client.send(new DeleteUserPoolDomainCommand({ UserPoolId: closed.poolId, Domain: 'shop' }));
    expect((await post(cognito, 'token', GRANT, { Authorization })).body).toEqual({
      error: 'invalid_client',
    });
  });
});

test('refreshes, describes the person and revokes', async () => {
  await using cognito = await startCognito();
  listenTo(cognito, 'PreToken', ({ response }) => {
    response['claimsAndScopeOverrideDetails'] = { accessTokenGeneration: { scopesToAdd: ['openid'] } };
  });
  const PreTokenGenerationConfig = { LambdaVersion: 'V2_0' as const, LambdaArn: arnOf('PreToken') };
  const pool = await createPool(cognito, {
    LambdaConfig: { PreTokenGenerationConfig, PreTokenGeneration: arnOf('PreToken') },
  });
  await cognito.client.send(new CreateUserPoolDomainCommand({ UserPoolId: pool.poolId, Domain: 'shop' }));
  const sub = await addConfirmed(cognito, pool, ANN);
  const { AuthenticationResult } = await signIn(cognito, pool, ANN);
  const refresh_token = AuthenticationResult?.RefreshToken ?? '';
  const form = { grant_type: 'refresh_token', client_id: pool.clientId, refresh_token };
  const { body } = await post(cognito, 'token', form);
  expect(body).toEqual({
    access_token: expect.any(String),
    id_token: expect.any(String),
    expires_in: 3600,
    token_type: 'Bearer',
  });
  const userInfo = (token: string) =>
    fetch(`${cognito.endpoint}/_aws/cognito-idp/oauth2/userInfo`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  expect(await (await userInfo(String(body['access_token']))).json()).toEqual({
    sub,
    email: ANN,
    email_verified: 'false',
    username: sub,
  });
  const wrong = await userInfo('a.b.c');
  expect([wrong.status, (await wrong.json()) as object]).toEqual([
    401,
    { error: 'invalid_token', error_description: expect.any(String) },
  ]);
  expect((await post(cognito, 'revoke', { token: refresh_token, client_id: pool.clientId })).status).toBe(
    200,
  );
  expect((await post(cognito, 'token', form)).body).toEqual({ error: 'invalid_grant' });
});

test('refuses the pages of a domain by name', async () => {
  await using cognito = await startCognito();
  await machinePool(cognito);
  const response = await fetch(`${cognito.endpoint}/_aws/cognito-idp/oauth2/authorize?client_id=x`);
  expect(response.status).toBe(501);
  expect(await response.json()).toMatchObject({
    error_description: expect.stringContaining('/oauth2/authorize'),
  });
});

test('shows domain and endpoints of a pool with a domain, and does not delete such a pool', async () => {
  await using cognito = await startCognito();
  const { poolId: UserPoolId } = await machinePool(cognito);
  const discovered = await fetch(`${cognito.endpoint}/${UserPoolId}/.well-known/openid-configuration`);
  expect(await discovered.json()).toMatchObject({
    token_endpoint: `${cognito.endpoint}/_aws/cognito-idp/oauth2/token`,
    userinfo_endpoint: `${cognito.endpoint}/_aws/cognito-idp/oauth2/userInfo`,
    revocation_endpoint: `${cognito.endpoint}/_aws/cognito-idp/oauth2/revoke`,
  });
  const { UserPool } = await cognito.client.send(new DescribeUserPoolCommand({ UserPoolId }));
  expect(UserPool?.Domain).toBe('shop');
  const { DomainDescription } = await cognito.client.send(
    new DescribeUserPoolDomainCommand({ Domain: 'shop' }),
  );
  expect(DomainDescription).toMatchObject({ UserPoolId, Status: 'ACTIVE' });
  const nobodys = await cognito.client.send(new DescribeUserPoolDomainCommand({ Domain: 'other' }));
  expect(nobodys.DomainDescription).toEqual({});
  const listed = await cognito.client.send(new ListResourceServersCommand({ UserPoolId }));
  expect(listed.ResourceServers).toMatchObject([{ Identifier: 'orders', Name: 'Orders' }]);
  await expect(cognito.client.send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'User pool cannot be deleted. It has a domain configured that should be deleted first.',
  });
});

test.each([
  ['a machine without a secret', { GenerateSecret: false }, 'InvalidOAuthFlowException'],
  [
    'a machine that is a page too',
    { AllowedOAuthFlows: ['client_credentials', 'code'] },
    'InvalidOAuthFlowException',
  ],
  ['an unknown scope', { AllowedOAuthScopes: ['orders/delete'] }, 'ScopeDoesNotExistException'],
  ['OAuth without scopes', { AllowedOAuthScopes: [] }, 'InvalidParameterException'],
])('rejects a client that is %s', async (_what, change, name) => {
  await using cognito = await startCognito();
  await expect(machinePool(cognito, change as Partial<CreateUserPoolClientRequest>)).rejects.toMatchObject({
    name,
  });
});
