import { PutGatewayResponseCommand } from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { allow, createGatedApi } from '../../apigateway/testing/gated-api.ts';
import { createOneMethod } from '../../apigateway/testing/one-method.ts';
import { startOrigin } from '../../apigateway/testing/origin.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';

const internal = '{"message": "Internal server error"}';
const headers = { Authorization: 'x' };
const toUser = { 'integration.request.header.x-user': 'context.authorizer.username' };

test('sends a name that is not ASCII to the origin as UTF-8', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event, { username: 'Łukasz é' }));
  const { base } = await createGatedApi(engine.client, { originUrl: origin.url, mappings: toUser });
  expect(await rawRequest(engine.port, { path: `${base}/a`, headers })).toMatchObject({ status: 200 });
  const sent = String(origin.seen[0]?.headers['x-user']);
  expect(Buffer.from(sent, 'latin1').toString('utf8')).toBe('Łukasz é');
});

test('keeps a line break in the authorizer’s context away from the origin', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  engine.functions.set('auth', (event: { methodArn: string }) =>
    allow(event, { username: 'a\r\nx-origin-secret: guessed' }),
  );
  const { base } = await createGatedApi(engine.client, { originUrl: origin.url, mappings: toUser });
  const answer = await rawRequest(engine.port, { path: `${base}/a`, headers });
  expect(answer).toMatchObject({ status: 500, body: internal });
  expect(origin.seen).toEqual([]);
  expect(engine.defects).toEqual([]);
});

test('does not split a gateway response’s header at a line break in the path', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const { apiId, base, deploy } = await createGatedApi(engine.client, { originUrl: origin.url });
  await engine.client.send(
    new PutGatewayResponseCommand({
      restApiId: apiId,
      responseType: 'UNAUTHORIZED',
      responseParameters: {
        'gatewayresponse.header.x-path': 'method.request.path.proxy',
        'gatewayresponse.header.WWW-Authenticate': "'Basic'",
      },
    }),
  );
  await deploy();
  const get = (path: string) => rawRequest(engine.port, { path: base + path });
  expect((await get('/plain')).headers['x-path']).toBe('plain');
  const split = await get('/a%0d%0aSet-Cookie:%20a=b');
  expect(split).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Basic' } });
  expect(split.headers).not.toHaveProperty('set-cookie');
  expect(split.headers).not.toHaveProperty('x-path');
  expect(engine.defects).toEqual([]);
});

test.each([
  ['a line break in a header', { headers: { 'X-A': 'a\r\nSet-Cookie: a=b' } }],
  ['a header without a name', { headers: { '': 'a' } }],
  ['a status of 100', { statusCode: 100 }],
])('answers 502 for a function that answers %s (a guess: AWS was not asked)', async (_name, answer) => {
  await using engine = await startWithFunctions();
  engine.functions.set('f', () => ({ statusCode: 200, body: '', ...answer }));
  const base = await createOneMethod(engine.client, {
    pathPart: 'f',
    httpMethod: 'GET',
    integration: { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('f') },
  });
  expect(await rawRequest(engine.port, { path: `${base}/f` })).toMatchObject({ status: 502, body: internal });
  expect(engine.defects).toEqual([]);
});
