import {
  FlushStageAuthorizersCacheCommand,
  GetResourcesCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { TestClock } from '../../store/clock.ts';
import { functionUri, startWithFunctions } from './testing/engine-with-functions.ts';
import { allow, createGatedApi } from './testing/gated-api.ts';
import { createOnlyGet } from './testing/only-get.ts';
import { startOrigin } from './testing/origin.ts';
import { rawRequest } from './testing/raw-request.ts';

const credential = { Authorization: 'Basic YTpi' };

test('sends an allowed request to the origin as mapped, without the credential', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event, { username: 'ada' }));
  const { base, apiId, authorizerId } = await createGatedApi(engine.client, {
    originUrl: origin.url,
    mappings: {
      'integration.request.header.x-origin-secret': "'secret'",
      'integration.request.header.x-user': 'context.authorizer.username',
      'integration.request.header.Authorization': "''",
    },
  });

  const answer = await rawRequest(engine.port, {
    method: 'PUT',
    path: `${base}/users/7?count=2&a=b%20c`,
    headers: [
      'Host',
      'x',
      'authorization',
      'Basic YTpi',
      'X-User',
      'mallory',
      'X-CaSe',
      'kept',
      'Content-Length',
      '5',
    ],
    body: 'hello',
  });
  expect(answer).toMatchObject({ status: 200, body: '{"from":"origin"}' });
  expect(answer.rawHeaders).toEqual(
    expect.arrayContaining(['x-amzn-RequestId', 'x-amz-apigw-id', 'x-amzn-Remapped-Date', 'X-Origin']),
  );
  expect(answer.headers['x-amzn-remapped-connection']).toBe('keep-alive');

  const [seen] = origin.seen;
  expect(seen).toMatchObject({ method: 'PUT', url: '/users/7?count=2&a=b%20c', body: 'hello' });
  expect(seen?.headers).toMatchObject({
    'x-user': 'ada',
    'x-origin-secret': 'secret',
    'x-amzn-apigateway-api-id': apiId,
    host: origin.url.slice('http://'.length),
    'x-forwarded-for': '127.0.0.1',
  });
  expect(seen?.headers).not.toHaveProperty('authorization');
  expect(seen?.rawHeaders).toContain('X-CaSe');
  expect(engine.runs).toEqual([
    expect.objectContaining({
      invokedBy: 'apigateway.amazonaws.com',
      sourceArn: `arn:aws:execute-api:us-east-1:000000000000:${apiId}/authorizers/${authorizerId}`,
      payload: JSON.stringify({
        type: 'TOKEN',
        methodArn: `arn:aws:execute-api:us-east-1:000000000000:${apiId}/test/PUT/users/7`,
        authorizationToken: 'Basic YTpi',
      }),
    }),
  ]);
  expect(engine.defects).toEqual([]);
});

test('serves the same stage at the three forms of its URL, and forbids what does not exist', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event));
  const { apiId } = await createGatedApi(engine.client, { originUrl: origin.url });
  const get = (path: string, host = 'localhost') =>
    rawRequest(engine.port, { path, headers: { Host: host, ...credential } });

  const hostForm = `${apiId}.execute-api.localhost.localstack.cloud:4566`;
  expect(await get(`/_aws/execute-api/${apiId}/test/a`)).toMatchObject({ status: 200 });
  expect(await get(`/restapis/${apiId}/test/_user_request_/b?x=1`)).toMatchObject({ status: 200 });
  expect(await get('/test/c', hostForm)).toMatchObject({ status: 200 });
  expect(await get(`/_aws/execute-api/${apiId}/test`)).toMatchObject({ status: 200 });
  expect(origin.seen.map(({ url }) => url)).toEqual(['/a', '/b?x=1', '/c', '/']);

  const forbidden = { status: 403, body: '{"message":"Forbidden"}' };
  expect(await get(`/_aws/execute-api/${apiId}/prod/a`)).toMatchObject(forbidden);
  expect(await get('/_aws/execute-api/nosuchapi0/test/a')).toMatchObject(forbidden);
  const { items } = await engine.client.send(new GetResourcesCommand({ restApiId: apiId }));
  expect(items?.map(({ path }) => path)).toEqual(['/', '/{proxy+}']);
});

test('rejects with AWS’s status, body and error type in each case', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const { base } = await createGatedApi(engine.client, { originUrl: origin.url });
  const get = () => rawRequest(engine.port, { path: `${base}/a`, headers: credential });
  const answers = async (run: (event: { methodArn: string }) => unknown) => {
    engine.functions.set('auth', run);
    const { status, body, headers } = await get();
    return [status, body, headers['x-amzn-errortype']];
  };
  const policy = (Effect: string, Resource: string) => () => ({
    principalId: 'p',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }],
    },
  });
  const broken = [500, '{"message":null}', 'AuthorizerConfigurationException'];

  expect(await rawRequest(engine.port, { path: `${base}/a` })).toMatchObject({
    status: 401,
    body: '{"message":"Unauthorized"}',
  });
  expect(engine.runs).toEqual([]);
  expect(
    await answers(() => {
      throw new Error('Unauthorized');
    }),
  ).toEqual([401, '{"message":"Unauthorized"}', 'UnauthorizedException']);
  expect(
    await answers(() => {
      throw new Error('unauthorized');
    }),
  ).toEqual(broken);
  expect(await answers(() => null)).toEqual(broken);
  expect(await answers(() => ({ principalId: 'p' }))).toEqual(broken);
  expect(await answers((event) => allow(event, { nested: {} }))).toEqual(broken);
  expect(await answers(policy('Deny', '*'))).toEqual([
    403,
    '{"Message":"User is not authorized to access this resource with an explicit deny"}',
    'AccessDeniedException',
  ]);
  expect(await answers(policy('Allow', 'arn:aws:execute-api:us-east-1:000000000000:other/*'))).toEqual([
    403,
    '{"Message":"User is not authorized to access this resource"}',
    'AccessDeniedException',
  ]);
  engine.functions.delete('auth');
  expect(await get()).toMatchObject({ status: 500, body: '{"message":null}' });
  expect(origin.seen).toEqual([]);
});

test('caches the verdict for its time, and evaluates its policy for each method', async () => {
  const clock = new TestClock();
  await using origin = await startOrigin();
  await using engine = await startWithFunctions({ clock });
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event, undefined, event.methodArn));
  const { base, apiId } = await createGatedApi(engine.client, {
    originUrl: origin.url,
    authorizer: { authorizerResultTtlInSeconds: 300 },
  });
  const status = async (path: string) =>
    (await rawRequest(engine.port, { path: `${base}${path}`, headers: credential })).status;

  expect([await status('/a'), await status('/b'), await status('/a')]).toEqual([200, 403, 200]);
  expect(engine.runs).toHaveLength(1);
  clock.advance(300_000);
  expect([await status('/b'), await status('/a')]).toEqual([200, 403]);
  expect(engine.runs).toHaveLength(2);
  await engine.client.send(new FlushStageAuthorizersCacheCommand({ restApiId: apiId, stageName: 'test' }));
  expect(await status('/a')).toBe(200);
  expect(engine.runs).toHaveLength(3);
});

test('uses a customised gateway response once it is deployed', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const { base, apiId, deploy } = await createGatedApi(engine.client, { originUrl: origin.url });
  await engine.client.send(
    new PutGatewayResponseCommand({
      restApiId: apiId,
      responseType: 'UNAUTHORIZED',
      statusCode: '401',
      responseParameters: { 'gatewayresponse.header.WWW-Authenticate': '\'Basic realm="gatehouse"\'' },
      responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
    }),
  );
  const get = () => rawRequest(engine.port, { path: `${base}/` });

  expect((await get()).headers).not.toHaveProperty('www-authenticate');
  await deploy();
  const answer = await get();
  expect(answer).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
  expect(answer.headers).toMatchObject({
    'www-authenticate': 'Basic realm="gatehouse"',
    'x-amzn-errortype': 'UnauthorizedException',
    'content-type': 'application/json',
  });
});

test('answers 403 Missing Authentication Token without a route', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const { apiId, rootId, authorizerId } = await createGatedApi(engine.client, { originUrl: origin.url });
  expect(rootId).toMatch(/^[a-z0-9]{6}$/);
  expect(authorizerId).toMatch(/^[a-z0-9]{6}$/);
  expect(apiId).toMatch(/^[a-z0-9]{10}$/);
  const base = await createOnlyGet(engine.client, origin.url);
  const answer = await rawRequest(engine.port, { method: 'POST', path: `${base}/users` });
  expect(answer).toMatchObject({ status: 403, body: '{"message":"Missing Authentication Token"}' });
  expect(answer.headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException');
  expect(await rawRequest(engine.port, { path: `${base}/nobody` })).toMatchObject({ status: 403 });
  expect(await rawRequest(engine.port, { path: `${base}/users` })).toMatchObject({ status: 200 });
  expect(origin.seen).toHaveLength(1);
});

test('ANY means the seven methods and no others', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event));
  const { base } = await createGatedApi(engine.client, { originUrl: origin.url });
  const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'PROPFIND', 'TRACE'];
  const statuses: number[] = [];
  for (const method of methods)
    statuses.push((await rawRequest(engine.port, { method, path: `${base}/a`, headers: credential })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 403, 403]);
  expect(origin.seen.map(({ method }) => method)).toEqual(methods.slice(0, 7));
});

test('tells a function behind an authorizer what the authorizer said, and how long it took', async () => {
  await using engine = await startWithFunctions();
  const events: { requestContext: { authorizer: object } }[] = [];
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event, { seven: 7, yes: true }));
  engine.functions.set('f', (event: (typeof events)[0]) => {
    events.push(event);
    return {};
  });
  const {
    apiId: restApiId,
    rootId: resourceId,
    base,
    deploy,
  } = await createGatedApi(engine.client, {
    originUrl: 'http://127.0.0.1:9',
  });
  await engine.client.send(
    new PutIntegrationCommand({
      restApiId,
      resourceId,
      httpMethod: 'ANY',
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: functionUri('f'),
    }),
  );
  await deploy();
  await rawRequest(engine.port, { path: base, headers: credential });
  expect(events[0]?.requestContext.authorizer).toEqual({
    principalId: 'someone',
    seven: '7',
    yes: 'true',
    integrationLatency: expect.any(Number),
  });
});
