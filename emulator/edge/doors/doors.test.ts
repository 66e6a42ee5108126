import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({
    allowedHosts: ['box.example.com', '.team.example.com'],
    allowedOrigins: ['https://app.example.com'],
  });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

interface Answer {
  status: number | undefined;
  body: string;
}

function send(
  path: string,
  headers: Record<string, string>,
  { method = 'GET', body = '' }: { method?: string; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${engine.endpoint}${path}`, { method, headers }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode, body: answer }), reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const EVIL = { Origin: 'https://evil.example' };
/** What a browser sends without a preflight: no header of its own, the signature in the query. */
const SIGNED =
  '?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20260101%2Fus-east-1%2Flambda%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=0';

describe('the origin', () => {
  test.each([
    ['CreateFunction in plain text', 'POST', `/2015-03-31/functions${SIGNED}`, 'text/plain'],
    ['an invocation', 'POST', `/2015-03-31/functions/f/invocations${SIGNED}`, 'text/plain'],
    ['a query call', 'POST', '/', 'application/x-www-form-urlencoded'],
    ['a presigned GET', 'GET', `/?Action=GetCallerIdentity&Version=2011-06-15`, ''],
    ['the inbox', 'GET', '/_gatehouse/inbox', ''],
    ['emptying the inbox', 'DELETE', '/_gatehouse/inbox', ''],
    ['the events', 'GET', '/_gatehouse/events', ''],
    ['the clock', 'POST', '/_gatehouse/clock', 'text/plain'],
    ['fault rules', 'POST', '/_gatehouse/faults', 'text/plain'],
    ['a reset', 'POST', '/_localstack/state/reset', 'text/plain'],
    ['the health', 'GET', '/_localstack/health', ''],
    ['the mail in LocalStack’s form', 'GET', '/_aws/ses', ''],
    ['the token endpoint', 'POST', '/_aws/cognito-idp/oauth2/token', 'application/x-www-form-urlencoded'],
    ['the code of a function', 'GET', '/_gatehouse/lambda/code/x', ''],
    ['a path that is not there', 'GET', '/nothing', ''],
    ['a preflight', 'OPTIONS', '/', ''],
  ])('rejects %s from a page of another site', async (_what, method, path, type) => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost.evil.example',
      'http://evil.example:4566',
    ]) {
      const headers = {
        Origin: origin,
        ...(type && { 'Content-Type': type }),
        'Access-Control-Request-Method': 'POST',
      };
      const { status, body } = await send(path, headers, { method, body: method === 'POST' ? 'x=1' : '' });
      expect({ origin, status, body: JSON.parse(body) }).toEqual({
        origin,
        status: 403,
        body: { __type: 'AccessDeniedException', message: expect.stringContaining('ALLOWED_ORIGINS') },
      });
    }
  });

  test('rejects requests marked as cross-site, except a link to the page', async () => {
    const cross = { 'Sec-Fetch-Site': 'cross-site' };
    expect((await send('/_gatehouse/inbox', { ...cross, 'Sec-Fetch-Mode': 'no-cors' })).status).toBe(403);
    const followed = { ...cross, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    expect((await send('/_gatehouse/inbox', followed)).status).toBe(403);
    expect((await send('/', followed)).status).not.toBe(403);
    expect((await send('/', { ...followed, 'Sec-Fetch-Dest': 'iframe' })).status).toBe(403);
  });

  test.each([
    'http://localhost:5173',
    'https://localhost',
    'http://127.0.0.1:3000',
    'http://[::1]:8080',
    'http://app.localhost:3000',
    'https://app.example.com',
  ])('accepts pages of %s', async (Origin) => {
    expect((await send('/_gatehouse/inbox', { Origin })).status).toBe(200);
  });

  test('lets every page use APIs, function URLs and key sets', async () => {
    for (const path of [
      '/_aws/execute-api/nothere/dev/x',
      '/_aws/lambda-url/nothere/',
      '/us-east-1_x/.well-known/jwks.json',
    ])
      expect((await send(path, EVIL)).body).not.toContain('ALLOWED_ORIGINS');
  });

  test('creates no function for a rejected page', async () => {
    await send(
      `/2015-03-31/functions${SIGNED}`,
      { ...EVIL, 'Content-Type': 'text/plain' },
      { method: 'POST', body: '{"FunctionName":"f"}' },
    );
    const client = new LambdaClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await expect(client.send(new GetFunctionCommand({ FunctionName: 'f' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    client.destroy();
  });
});

describe('the host', () => {
  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'amazonaws.com.evil.example',
    'evilamazonaws.com',
    'box.example.com.evil.example',
    'example.com',
    '10.0.0.7',
    '2130706433.evil.example',
    'evil.example:4566',
    'localhost:99999',
    'a b',
  ])('rejects "%s", for APIs too', async (Host) => {
    for (const path of [
      '/_gatehouse/inbox',
      '/_aws/execute-api/x/dev/',
      '/us-east-1_x/.well-known/jwks.json',
    ]) {
      const { status, body } = await send(path, { Host });
      expect([status, body]).toEqual([403, expect.stringContaining('ALLOWED_HOSTS')]);
    }
  });

  test.each([
    'localhost',
    'localhost:4566',
    'LOCALHOST.:4566',
    '127.0.0.1',
    '127.1.2.3:80',
    '[::1]:4566',
    'abc.execute-api.localhost.localstack.cloud:4566',
    'localhost.localstack.cloud:4566',
    'x.localhost',
    'dynamodb.us-east-1.amazonaws.com',
    'engine:4566',
    'host.docker.internal:4566',
    'box.example.com',
    'one.team.example.com:80',
    'team.example.com',
  ])('accepts "%s"', async (Host) => {
    expect((await send('/_gatehouse/settings', { Host })).body).not.toContain('ALLOWED_HOSTS');
  });

  test('reads the host of an absolute-form target', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(engine.port, '127.0.0.1');
      socket.once('error', reject);
      socket.end(
        'GET http://evil.example/_gatehouse/inbox HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      );
      text(socket).then(resolve, reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });
});

test('keeps API routes away from the engine’s own administration and services', async () => {
  const client = new ApiGatewayV2Client({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'back', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${engine.endpoint}/{proxy}`,
      PayloadFormatVersion: '1.0',
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'ANY /{proxy+}', Target }));
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  client.destroy();
  const base = `/_aws/execute-api/${ApiId}`;
  for (const path of ['/_gatehouse/inbox', '/_localstack/health', '/2015-03-31/functions']) {
    const { status, body } = await send(`${base}${path}`, {});
    expect([path, status, body]).toEqual([
      path,
      403,
      expect.stringContaining('may not lead to the engine itself'),
    ]);
  }
  expect((await send(`${base}/us-east-1_x/.well-known/jwks.json`, {})).status).toBe(404);
});

test('answers on the IPv6 loopback address as on the IPv4 one', async () => {
  const response = await fetch(`http://[::1]:${engine.port}/_localstack/health`);
  expect(response.status).toBe(200);
});
