import { CreateRouteCommand, UpdateIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Endpoint } from '../../../edge/endpoint.ts';
import { TestClock } from '../../../store/clock.ts';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, lambdaProxy } from '../testing/http-api.ts';

test('opens a route for a JWT if issuer, audience, time and scopes are right', async () => {
  const clock = new TestClock();
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys: Endpoint = {
    name: 'issuer',
    forEveryOrigin: true,
    matches: (url) => url.startsWith('/issuer/'),
    async handle(request, response) {
      const here = `http://${request.headers.host}/issuer`;
      const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' };
      response.end(
        JSON.stringify(
          request.url?.endsWith('/keys') ? { keys: [jwk] } : { issuer: here, jwks_uri: `${here}/keys` },
        ),
      );
    },
  };
  await using engine = await startWithFunctions({ clock, endpoints: [keys] });
  engine.functions.set(
    'f',
    (event: { requestContext: { authorizer: unknown } }) => event.requestContext.authorizer,
  );
  const client = httpClient(engine.endpoint);
  const issuer = `${engine.endpoint}/issuer`;
  const { base, apiId, authorizerId, integrationId } = await createHttpApi(client, {
    integration: lambdaProxy('2.0'),
    authorizer: {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: ['us'] },
    },
    routeKeys: ['GET /a'],
  });
  await client.send(
    new CreateRouteCommand({
      ApiId: apiId,
      RouteKey: 'GET /scoped',
      Target: `integrations/${integrationId}`,
      AuthorizationType: 'JWT',
      AuthorizerId: authorizerId,
      AuthorizationScopes: ['read'],
    }),
  );
  const now = Math.floor(clock.now() / 1000);
  const good = { iss: issuer, aud: 'us', sub: 'ada', exp: now + 60, scope: 'read write' };
  const sign = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(privateKey);
  const ask = async (token: string | undefined, path = '/a') => {
    const headers: Record<string, string> = token === undefined ? {} : { Authorization: token };
    const { status, headers: answered, body } = await rawRequest(engine.port, { path: base + path, headers });
    return status === 200 ? JSON.parse(body) : [status, body, answered['www-authenticate']];
  };
  expect(await ask(`Bearer ${await sign(good)}`)).toEqual({
    jwt: { claims: { ...good, exp: String(good.exp) }, scopes: null },
  });
  expect(await ask(await sign(good), '/scoped')).toMatchObject({ jwt: { scopes: ['read', 'write'] } });
  expect(await ask(await sign({ ...good, aud: undefined, client_id: 'us' }))).toHaveProperty('jwt');
  const no = '{"message":"Unauthorized"}';
  expect(await ask(undefined)).toEqual([401, no, 'Bearer']);
  expect(await ask(await sign({ ...good, aud: 'them' }))).toEqual([
    401,
    no,
    expect.stringContaining('invalid_token'),
  ]);
  expect(await ask(await sign({ ...good, iss: 'http://127.0.0.1:1' }))).toMatchObject([
    401,
    no,
    expect.any(String),
  ]);
  expect(await ask(await sign({ ...good, exp: now - 1 }))).toEqual([
    401,
    no,
    expect.stringContaining('the token has expired'),
  ]);
  for (const early of [{ nbf: now + 60 }, { iat: now + 60 }])
    expect(await ask(await sign({ ...good, ...early }))).toMatchObject([401, no, expect.any(String)]);
  expect(await ask(await sign({ ...good, nbf: now, iat: now }))).toHaveProperty('jwt');
  const nameless = new SignJWT(good).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
  for (const lacking of [sign({ ...good, exp: undefined }), nameless])
    expect(await ask(await lacking)).toMatchObject([401, no, expect.stringContaining('invalid_token')]);
  await client.send(
    new UpdateIntegrationCommand({
      ApiId: apiId,
      IntegrationId: integrationId,
      PayloadFormatVersion: '1.0',
    }),
  );
  engine.functions.set('f', (event: { requestContext: { authorizer: unknown } }) => ({
    statusCode: 200,
    body: JSON.stringify(event.requestContext.authorizer),
  }));
  expect(await ask(await sign(good), '/scoped')).toEqual({
    claims: { ...good, exp: String(good.exp) },
    scopes: ['read', 'write'],
  });
  expect(await ask(await sign({ ...good, scope: 'write' }), '/scoped')).toEqual([
    403,
    '{"message":"Forbidden"}',
    expect.stringContaining('insufficient_scope'),
  ]);
  client.destroy();
});
