import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { forwardEvent } from './function-url.ts';
import { serveOrigin } from './serve.ts';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function event(changes: Partial<LambdaFunctionURLEvent> = {}, method = 'GET'): LambdaFunctionURLEvent {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    headers: { host: 'abc.lambda-url.eu-west-1.on.aws' },
    isBase64Encoded: false,
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abc',
      domainName: 'abc.lambda-url.eu-west-1.on.aws',
      domainPrefix: 'abc',
      http: { method, path: '/', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '04/Mar/2026:05:06:07 +0000',
      timeEpoch: 1772600767000,
    },
    ...changes,
  };
}

test('serves people behind a function URL', async () => {
  await using origin = await serveOrigin({ port: 0, host: '127.0.0.1', secret: 'the-secret-of-the-gateway' });
  const headers = { 'x-origin-secret': 'the-secret-of-the-gateway' };
  const answer = await forwardEvent(
    origin.url,
    event({ rawPath: '/users', rawQueryString: 'count=2', headers }),
  );
  expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false, cookies: [] });
  expect(JSON.parse(answer.body ?? '')).toHaveLength(2);
  expect((await forwardEvent(origin.url, event())).statusCode).toBe(403);
});

test('receives method, path, query, headers, cookies and a binary body', async () => {
  const url = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify({ method, path, headers, body: Buffer.concat(chunks).toString('hex') }));
    });
  });
  const answer = await forwardEvent(
    url,
    event(
      {
        rawPath: '/a b/é/%20',
        rawQueryString: 'x=1&x=2',
        headers: { host: 'abc.example', 'x-many': 'a,b', 'content-length': '999', connection: 'close' },
        cookies: ['a=1', 'b=2'],
        body: Buffer.from([0, 255, 128]).toString('base64'),
        isBase64Encoded: true,
      },
      'POST',
    ),
  );
  expect(JSON.parse(answer.body ?? '')).toMatchObject({
    method: 'POST',
    path: '/a%20b/%C3%A9/%20?x=1&x=2',
    headers: { host: 'abc.example', 'x-many': 'a,b', cookie: 'a=1; b=2', 'content-length': '3' },
    body: '00ff80',
  });
});

test('returns status, repeated headers, cookies and a binary body', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(201, [
      ...[
        'content-type',
        'image/png',
        'set-cookie',
        'a=1; Path=/',
        'set-cookie',
        'b=2',
        'x-many',
        'a',
        'x-many',
        'b',
      ],
    ]);
    response.end(Buffer.from([137, 80, 255]));
  });
  const answer = await forwardEvent(url, event());
  expect(answer).toMatchObject({
    statusCode: 201,
    cookies: ['a=1; Path=/', 'b=2'],
    headers: { 'content-type': 'image/png', 'x-many': 'a, b' },
    body: Buffer.from([137, 80, 255]).toString('base64'),
    isBase64Encoded: true,
  });
  expect(answer.headers).not.toHaveProperty('set-cookie');
  expect(answer.headers).not.toHaveProperty('connection');
});

test('returns an empty text without a body', async () => {
  const url = await serve((_request, response) => response.writeHead(204).end());
  expect(await forwardEvent(url, event())).toMatchObject({
    statusCode: 204,
    body: '',
    isBase64Encoded: false,
  });
});

test('treats compressed text as binary', async () => {
  const url = await serve((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' })
      .end(Buffer.from([31, 139]));
  });
  expect(await forwardEvent(url, event())).toMatchObject({ body: 'H4s=', isBase64Encoded: true });
});

test('fails if there is no server', async () => {
  const url = await serve((_request, response) => response.end());
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  await expect(forwardEvent(url, event())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
