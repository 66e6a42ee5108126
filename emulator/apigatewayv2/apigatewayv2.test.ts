import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteIntegrationCommand,
  GetApisCommand,
  GetDeploymentsCommand,
  GetRoutesCommand,
  GetTagsCommand,
  ResetAuthorizersCacheCommand,
  TagResourceCommand,
  UpdateApiCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { functionArn, functionUri, startWithFunctions } from '../apigateway/testing/engine-with-functions.ts';
import { allow } from '../apigateway/testing/gated-api.ts';
import { startOrigin } from '../apigateway/testing/origin.ts';
import { rawRequest } from '../apigateway/testing/raw-request.ts';
import { TestClock } from '../clock.ts';
import type { Endpoint } from '../edge/endpoint.ts';
import { createHttpApi, httpClient } from './testing/http-api.ts';

const proxyTo = (url: string, more: object = {}) => ({
  IntegrationType: 'HTTP_PROXY' as const,
  IntegrationMethod: 'ANY',
  IntegrationUri: `${url}/{proxy}`,
  ...more,
});
const lambda = (version: '1.0' | '2.0') => ({
  IntegrationType: 'AWS_PROXY' as const,
  IntegrationUri: functionArn('f'),
  PayloadFormatVersion: version,
});

test('an HTTP API passes requests on with Forwarded, keeps Authorization, and maps parameters', async () => {
  await using origin = await startOrigin((request, response) => {
    response.writeHead(request.url?.startsWith('/teapot') ? 418 : 200, { 'X-From': 'origin', Server: 'me' });
    response.end('hello');
  });
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const { base } = await createHttpApi(client, {
    integration: proxyTo(origin.url, {
      RequestParameters: {
        'overwrite:header.x-origin-secret': 'secret',
        'append:header.x-path': '${request.path}-${context.routeKey}',
        'remove:querystring.gone': "''",
        'overwrite:header.x-user': '$request.header.x-name',
      },
      ResponseParameters: {
        418: { 'overwrite:statuscode': '200', 'append:header.x-was': '$response.header.X-From' },
      },
    }),
    routeKeys: ['ANY /{proxy+}'],
  });
  const answer = await rawRequest(engine.port, {
    method: 'POST',
    path: `${base}/teapot/a%20b?gone=1&kept=2`,
    headers: {
      Host: 'here',
      Authorization: 'Basic x',
      'X-Name': 'ada',
      'X-User': 'mallory',
      'X-Forwarded-For': '6.6.6.6',
    },
    body: 'body',
  });
  expect(answer).toMatchObject({ status: 200, body: 'hello' });
  expect(answer.headers).toMatchObject({ 'x-was': 'origin', 'x-from': 'origin', server: 'me' });
  expect(answer.headers['apigw-requestid']).toMatch(/^.{15}=$/);
  const [seen] = origin.seen;
  expect(seen).toMatchObject({ method: 'POST', url: '/teapot/a%20b?kept=2', body: 'body' });
  expect(seen?.headers).toMatchObject({
    authorization: 'Basic x',
    'x-origin-secret': 'secret',
    'x-user': 'ada',
    'x-path': '/teapot/a%20b-ANY /{proxy+}',
    forwarded: 'for=127.0.0.1;host=here;proto=https',
    via: 'HTTP/1.1 AmazonAPIGateway',
  });
  expect(seen?.headers).not.toHaveProperty('x-forwarded-for');
  expect(await rawRequest(engine.port, { path: base })).toMatchObject({
    status: 404,
    body: '{"message":"Not Found"}',
  });
  client.destroy();
});

test('routes are chosen as HTTP APIs order them', async () => {
  await using engine = await startWithFunctions();
  engine.functions.set('f', (event: { routeKey: string; pathParameters?: object }) => ({
    key: event.routeKey,
    ...event.pathParameters,
  }));
  const client = httpClient(engine.endpoint);
  const { base } = await createHttpApi(client, {
    integration: lambda('2.0'),
    routeKeys: [
      'GET /pets/dog/1',
      'GET /pets/dog/{id}',
      'GET /pets/{proxy+}',
      'ANY /{proxy+}',
      'POST /only',
      '$default',
    ],
    stage: 'dev',
  });
  const ask = async (method: string, path: string) =>
    JSON.parse((await rawRequest(engine.port, { method, path: base + path })).body);
  expect(await ask('GET', '/pets/dog/1')).toEqual({ key: 'GET /pets/dog/1' });
  expect(await ask('GET', '/pets/dog/2')).toEqual({ key: 'GET /pets/dog/{id}', id: '2' });
  expect(await ask('GET', '/pets/cat/1')).toEqual({ key: 'GET /pets/{proxy+}', proxy: 'cat/1' });
  expect(await ask('POST', '/test/5')).toEqual({ key: 'ANY /{proxy+}', proxy: 'test/5' });
  expect(await ask('GET', '/only')).toEqual({ key: 'ANY /{proxy+}', proxy: 'only' });
  expect(await ask('GET', '/')).toEqual({ key: '$default' });
  client.destroy();
});

test('a function gets payload 2.0 and may answer with less than everything', async () => {
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const { base, apiId } = await createHttpApi(client, {
    integration: lambda('2.0'),
    routeKeys: ['POST /a/{id}'],
  });
  const events: unknown[] = [];
  const post = (answer: unknown) => {
    engine.functions.set('f', (event: unknown) => {
      events.push(event);
      if (answer instanceof Error) throw answer;
      return answer;
    });
    return rawRequest(engine.port, {
      method: 'POST',
      path: `${base}/a/b%20c?x=1&x=2`,
      headers: [
        'Host',
        'h',
        'X-Two',
        '1',
        'X-Two',
        '2',
        'Cookie',
        'a=1; b=2',
        'Content-Type',
        'image/png',
        'Content-Length',
        '2',
      ],
      body: 'hi',
    });
  };
  expect(await post({ some: 'json' })).toMatchObject({ status: 200, body: '{"some":"json"}' });
  const set = await post({
    statusCode: 201,
    cookies: ['c=3'],
    headers: { 'x-y': 'z' },
    body: 'aGk=',
    isBase64Encoded: true,
  });
  expect(set).toMatchObject({ status: 201, body: 'hi' });
  expect(set.headers).toMatchObject({ 'set-cookie': ['c=3'], 'x-y': 'z' });
  const wrong = { status: 500, body: '{"message":"Internal Server Error"}' };
  expect(await post(new Error('x'))).toMatchObject(wrong);
  expect(await post({ statusCode: 'many' })).toMatchObject(wrong);
  engine.functions.delete('f');
  expect(await rawRequest(engine.port, { method: 'POST', path: `${base}/a/b` })).toMatchObject(wrong);
  expect(events[0]).toMatchObject({
    version: '2.0',
    routeKey: 'POST /a/{id}',
    rawPath: '/a/b%20c',
    rawQueryString: 'x=1&x=2',
    cookies: ['a=1', 'b=2'],
    headers: { 'x-two': '1,2', 'x-forwarded-proto': 'https' },
    queryStringParameters: { x: '1,2' },
    pathParameters: { id: 'b c' },
    body: 'aGk=',
    isBase64Encoded: true,
    requestContext: { http: { method: 'POST', path: '/a/b%20c', sourceIp: '127.0.0.1' }, stage: '$default' },
  });
  expect(engine.runs[0]?.sourceArn).toBe(
    `arn:aws:execute-api:us-east-1:000000000000:${apiId}/$default/POST/a/{id}`,
  );
  client.destroy();
});

test('a cached simple answer opens every route, and a policy is evaluated for each', async () => {
  const clock = new TestClock();
  await using origin = await startOrigin();
  await using engine = await startWithFunctions({ clock });
  const client = httpClient(engine.endpoint);
  const authorizer = (EnableSimpleResponses: boolean, IdentitySource: string[]) => ({
    AuthorizerType: 'REQUEST' as const,
    AuthorizerUri: functionUri('auth'),
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizerResultTtlInSeconds: 60,
    EnableSimpleResponses,
    IdentitySource,
  });
  const make = (simple: boolean, sources: string[]) =>
    createHttpApi(client, {
      integration: proxyTo(origin.url),
      authorizer: authorizer(simple, sources),
      routeKeys: ['GET /{proxy+}', 'POST /{proxy+}'],
    });
  const status = async (base: string, path: string, method = 'GET') =>
    (await rawRequest(engine.port, { method, path: base + path, headers: { Authorization: 'x' } })).status;

  engine.functions.set('auth', (event: { routeKey: string }) => ({
    isAuthorized: event.routeKey.startsWith('GET'),
  }));
  const everything = await make(true, ['$request.header.Authorization']);
  expect([await status(everything.base, '/a'), await status(everything.base, '/a', 'POST')]).toEqual([
    200, 200,
  ]);
  expect(engine.runs).toHaveLength(1);
  await client.send(new ResetAuthorizersCacheCommand({ ApiId: everything.apiId, StageName: '$default' }));
  expect(await status(everything.base, '/a', 'POST')).toBe(403);
  clock.advance(60_000);
  expect(await status(everything.base, '/a')).toBe(200);

  const byRoute = await make(true, ['$request.header.Authorization', '$context.routeKey']);
  expect([await status(byRoute.base, '/a'), await status(byRoute.base, '/a', 'POST')]).toEqual([200, 403]);

  engine.functions.set('auth', (event: { routeArn: string }) =>
    allow({ methodArn: event.routeArn }, undefined, event.routeArn),
  );
  const byPolicy = await make(false, ['$request.header.Authorization']);
  expect([
    await status(byPolicy.base, '/a'),
    await status(byPolicy.base, '/b'),
    await status(byPolicy.base, '/a'),
  ]).toEqual([200, 403, 200]);
  client.destroy();
});

test('a JWT opens a route when issuer, audience, time and scopes are right', async () => {
  const clock = new TestClock();
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys: Endpoint = {
    name: 'issuer',
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
    integration: lambda('2.0'),
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
  expect(await ask(await sign({ ...good, scope: 'write' }), '/scoped')).toEqual([
    403,
    '{"message":"Forbidden"}',
    expect.stringContaining('insufficient_scope'),
  ]);
  client.destroy();
});

test('CORS is answered by the gateway, and the endpoint’s own headers do not count', async () => {
  await using origin = await startOrigin((_request, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': 'http://evil' }).end('x');
  });
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const { base, apiId } = await createHttpApi(client, {
    api: {
      CorsConfiguration: {
        AllowOrigins: ['https://app.example'],
        AllowMethods: ['GET'],
        AllowHeaders: ['authorization'],
        MaxAge: 10,
        ExposeHeaders: ['date'],
      },
    },
    integration: proxyTo(origin.url),
    routeKeys: ['GET /{proxy+}'],
  });
  const preflight = (from: string) =>
    rawRequest(engine.port, {
      method: 'OPTIONS',
      path: `${base}/a`,
      headers: { Origin: from, 'Access-Control-Request-Method': 'GET' },
    });
  const answer = await preflight('https://app.example');
  expect(answer.status).toBe(204);
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': 'https://app.example',
    'access-control-allow-methods': 'GET',
    'access-control-allow-headers': 'authorization',
    'access-control-max-age': '10',
  });
  expect((await preflight('https://evil')).headers).not.toHaveProperty('access-control-allow-origin');
  const get = async (from: string) =>
    (await rawRequest(engine.port, { path: `${base}/a`, headers: { Origin: from } })).headers[
      'access-control-allow-origin'
    ];
  expect([await get('https://app.example'), await get('https://evil')]).toEqual([
    'https://app.example',
    undefined,
  ]);
  await client.send(new UpdateApiCommand({ ApiId: apiId, CorsConfiguration: { AllowOrigins: ['*'] } }));
  expect(await get('https://evil')).toBe('*');
  client.destroy();
});

test('quick create makes an API that answers at once; without auto-deploy only what is deployed answers', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const quick = await client.send(
    new CreateApiCommand({ Name: 'quick', ProtocolType: 'HTTP', Target: origin.url, Tags: { a: '1' } }),
  );
  expect(await rawRequest(engine.port, { path: `/_aws/execute-api/${quick.ApiId}/` })).toMatchObject({
    status: 200,
  });
  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${quick.ApiId}`;
  await client.send(new TagResourceCommand({ ResourceArn, Tags: { b: '2' } }));
  expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ a: '1', b: '2' });

  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'slow', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({ ApiId, ...proxyTo(origin.url) }),
  );
  await client.send(new CreateStageCommand({ ApiId, StageName: 'dev' }));
  const Target = `integrations/${IntegrationId}`;
  const { RouteId } = await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /{proxy+}', Target }));
  const get = async () =>
    (await rawRequest(engine.port, { path: `/_aws/execute-api/${ApiId}/dev/a` })).status;
  expect(await get()).toBe(404);
  const { DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId }));
  await client.send(new UpdateStageCommand({ ApiId, StageName: 'dev', DeploymentId }));
  expect(await get()).toBe(200);
  await client.send(new UpdateRouteCommand({ ApiId, RouteId, RouteKey: 'GET /other' }));
  expect(await get()).toBe(200);
  await client.send(
    new UpdateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: true, DeploymentId: undefined }),
  );
  expect(await get()).toBe(404);
  expect((await client.send(new GetDeploymentsCommand({ ApiId }))).Items).toHaveLength(2);
  await expect(client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }))).rejects.toMatchObject({
    name: 'ConflictException',
  });
  expect((await client.send(new GetApisCommand({ MaxResults: '1' }))).NextToken).toBe('1');
  expect((await client.send(new GetRoutesCommand({ ApiId }))).Items).toMatchObject([
    { RouteKey: 'GET /other' },
  ]);
  client.destroy();
});

test('what is not honoured, or would leave a route open, is refused', async () => {
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  await expect(
    client.send(new CreateApiCommand({ Name: 'w', ProtocolType: 'WEBSOCKET' })),
  ).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: expect.stringContaining('WEBSOCKET'),
  });
  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP' }));
  const route = (more: object) => client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /', ...more }));
  await expect(route({ AuthorizationType: 'CUSTOM' })).rejects.toMatchObject({ name: 'BadRequestException' });
  await expect(route({ AuthorizationType: 'JWT', AuthorizerId: 'nosuch' })).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  await expect(route({ ApiKeyRequired: true })).rejects.toMatchObject({ name: 'NotImplementedException' });
  await expect(route({ RouteKey: 'FETCH /' })).rejects.toMatchObject({ name: 'BadRequestException' });
  const integration = (more: object) =>
    client.send(new CreateIntegrationCommand({ ApiId, ...proxyTo('http://127.0.0.1:9'), ...more }));
  await expect(
    integration({ RequestParameters: { 'overwrite:header.Authorization': 'x' } }),
  ).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Operations on header Authorization are restricted',
  });
  await expect(integration({ IntegrationType: 'MOCK' })).rejects.toMatchObject({
    name: 'NotImplementedException',
  });
  await expect(
    client.send(
      new CreateAuthorizerCommand({
        ApiId,
        Name: 'a',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: functionUri('auth'),
        AuthorizerPayloadFormatVersion: '2.0',
        AuthorizerResultTtlInSeconds: 10,
        IdentitySource: [],
      }),
    ),
  ).rejects.toMatchObject({ name: 'BadRequestException' });
  client.destroy();
});
