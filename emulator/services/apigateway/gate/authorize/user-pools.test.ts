import {
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  TestInvokeAuthorizerCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Endpoint } from '../../../../edge/endpoint.ts';
import { TestClock } from '../../../../store/clock.ts';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const POOL = 'us-east-1_abcdefghi';
const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${POOL}`;

test('accepts a user pool’s token if signature, issuer, time, use, client and scopes are right', async () => {
  const clock = new TestClock();
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const stranger = await generateKeyPair('RS256');
  const keys: Endpoint = {
    forEveryOrigin: true,
    name: 'keys',
    matches: (url) => url === `/${POOL}/.well-known/jwks.json`,
    async handle(_request, response) {
      response.end(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] }));
    },
  };
  await using origin = await startOrigin();
  await using engine = await startWithFunctions({ clock, endpoints: [keys] });
  const { client } = engine;
  const { id: restApiId, rootResourceId: resourceId } = await client.send(
    new CreateRestApiCommand({ name: 'pools' }),
  );
  const { id: authorizerId } = await client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'pool',
      type: 'COGNITO_USER_POOLS',
      providerARNs: [`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${POOL}`],
      identitySource: 'method.request.header.Authorization',
      identityValidationExpression: 'our-.*',
    }),
  );
  for (const [httpMethod, authorizationScopes] of [
    ['GET', []],
    ['POST', ['people/read']],
  ] as const) {
    const key = { restApiId, resourceId, httpMethod };
    await client.send(
      new PutMethodCommand({
        ...key,
        authorizationType: 'COGNITO_USER_POOLS',
        authorizerId,
        authorizationScopes: [...authorizationScopes],
      }),
    );
    await client.send(
      new PutIntegrationCommand({
        ...key,
        type: 'HTTP_PROXY',
        integrationHttpMethod: 'ANY',
        uri: origin.url,
        requestParameters: { 'integration.request.header.X-Sub': 'context.authorizer.claims.sub' },
      }),
    );
  }
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));

  const seconds = Math.floor(clock.now() / 1000);
  const good = { sub: 'ada', iss: ISSUER, aud: 'our-client', token_use: 'id', exp: seconds + 60 };
  const access = {
    sub: 'ada',
    iss: ISSUER,
    token_use: 'access',
    scope: 'openid people/read',
    exp: seconds + 60,
  };
  const sign = (claims: JWTPayload, key = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(key);
  const ask = async (token: string | undefined, method = 'GET') => {
    const headers: Record<string, string> = token === undefined ? {} : { Authorization: token };
    const { status, body } = await rawRequest(engine.port, {
      method,
      path: `/_aws/execute-api/${restApiId}/test`,
      headers,
    });
    return [status, status === 200 ? '' : body];
  };
  const no = [401, '{"message":"Unauthorized"}'];
  const yes = [200, ''];

  expect(await ask(undefined)).toEqual(no);
  expect(await ask(await sign(good))).toEqual(yes);
  expect(await ask(`Bearer ${await sign(good)}`)).toEqual(yes);
  expect(origin.seen.at(-1)?.headers['x-sub']).toBe('ada');
  expect(await ask('not.a.token')).toEqual(no);
  expect(await ask(await sign(good, stranger.privateKey))).toEqual(no);
  expect(await ask(await sign({ ...good, iss: `${ISSUER}2` }))).toEqual(no);
  expect(await ask(await sign({ ...good, aud: 'their-client' }))).toEqual(no);
  expect(await ask(await sign(access))).toEqual(no);
  expect(await ask(await sign({ ...good, exp: seconds - 1 }))).toEqual([
    401,
    '{"message":"The incoming token has expired"}',
  ]);
  const tryOut = async (token: string) =>
    client.send(
      new TestInvokeAuthorizerCommand({ restApiId, authorizerId, headers: { Authorization: token } }),
    );
  expect(await tryOut(await sign(good))).toMatchObject({
    clientStatus: 0,
    claims: { sub: 'ada', aud: 'our-client' },
  });
  expect(await tryOut('not.a.token')).toMatchObject({ clientStatus: 401 });
  expect(await ask(await sign(good), 'POST')).toEqual(no);
  expect(await ask(await sign({ ...access, scope: 'openid' }), 'POST')).toEqual(no);
  expect(await ask(await sign({ ...access, aud: 'our-client' }), 'POST')).toEqual(yes);
  clock.advance(61_000);
  expect(await ask(await sign(good))).toEqual([401, '{"message":"The incoming token has expired"}']);
  expect(engine.defects).toEqual([]);
});
