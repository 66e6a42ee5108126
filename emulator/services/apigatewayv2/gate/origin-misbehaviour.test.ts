import { expect, test } from '@jest/globals';
import {
  functionUri,
  startWithFunctions,
  type TestEngine,
} from '../../apigateway/testing/engine-with-functions.ts';
import { allow } from '../../apigateway/testing/gated-api.ts';
import { startOrigin } from '../../apigateway/testing/origin.ts';
import { startRawOrigin } from '../../apigateway/testing/raw-origin.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient } from '../testing/http-api.ts';

const MB = 1024 * 1024;
const unavailable = { status: 503, body: '{"message":"Service Unavailable"}' };
const internal = { status: 500, body: '{"message":"Internal Server Error"}' };

/** An HTTP API before an origin, with an authorizer that allows everybody. */
async function gated(engine: TestEngine, originUrl: string, TimeoutInMillis?: number) {
  engine.functions.set('auth', (event: { routeArn: string }) => allow({ methodArn: event.routeArn }));
  const client = httpClient(engine.endpoint);
  const { base } = await createHttpApi(client, {
    integration: {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${originUrl}/{proxy}`,
      TimeoutInMillis,
    },
    authorizer: {
      AuthorizerType: 'REQUEST',
      AuthorizerUri: functionUri('auth'),
      AuthorizerPayloadFormatVersion: '2.0',
      IdentitySource: ['$request.header.Authorization'],
    },
    routeKeys: ['ANY /{proxy+}'],
  });
  client.destroy();
  return (path = '/a', more: { method?: string; headers?: Record<string, string>; body?: Buffer } = {}) =>
    rawRequest(engine.port, { path: base + path, ...more, headers: { Authorization: 'x', ...more.headers } });
}

/** After all of it the engine still answers. */
async function expectAlive(engine: TestEngine): Promise<void> {
  await using origin = await startOrigin();
  expect(await (await gated(engine, origin.url))()).toMatchObject({ status: 200 });
  expect(engine.defects).toEqual([]);
}

test.each([
  ['hangs up at once', ''],
  ['breaks off in the head', 'HTTP/1.1 200 OK\r\nContent-Le'],
  ['breaks off in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome of it'],
  ['breaks off in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nsome of it'],
  ['answers garbage (503 is a guess: AWS was not asked)', 'Call me Ishmael.\r\n\r\n'],
  ['answers with a header of 100 KB (a guess)', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
])('answers 503 for an origin that %s', async (_name, bytes) => {
  await using origin = await startRawOrigin((socket) => socket.end(bytes));
  await using engine = await startWithFunctions();
  expect(await (await gated(engine, origin.url))()).toMatchObject(unavailable);
  await expectAlive(engine);
});

test('answers 503 for an origin that breaks off after 5 MB of 10, and sends nothing of it', async () => {
  await using origin = await startRawOrigin((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${10 * MB}\r\n\r\n`);
    socket.end(Buffer.alloc(5 * MB, 'x'));
  });
  await using engine = await startWithFunctions();
  expect(await (await gated(engine, origin.url))()).toMatchObject(unavailable);
  await expectAlive(engine);
});

test('answers 503 for an origin that is slow or gone', async () => {
  await using slow = await startRawOrigin(() => undefined);
  const gone = await startRawOrigin(() => undefined);
  await gone[Symbol.asyncDispose]();
  await using engine = await startWithFunctions();
  expect(await (await gated(engine, slow.url, 50))()).toMatchObject(unavailable);
  expect(await (await gated(engine, gone.url))()).toMatchObject(unavailable);
  await expectAlive(engine);
});

test('passes a redirect on and does not follow it', async () => {
  await using origin = await startOrigin((_request, response) => {
    response.writeHead(302, { Location: 'http://elsewhere/' }).end();
  });
  await using engine = await startWithFunctions();
  const answer = await (await gated(engine, origin.url))();
  expect(answer).toMatchObject({ status: 302, body: '' });
  expect(answer.headers['location']).toBe('http://elsewhere/');
  expect(origin.seen).toHaveLength(1);
});

test('passes an answer of 10 MB; answers 500 for one of 100 MB without reading it to the end', async () => {
  let written = 0;
  await using origin = await startOrigin((request, response) => {
    const chunk = Buffer.alloc(MB, 'x');
    const write = (left: number): void => {
      if (left === 0) response.end();
      else if (!response.destroyed) {
        written += MB;
        response.write(chunk, () => write(left - 1));
      }
    };
    write(Number(request.url?.slice(1)));
  });
  await using engine = await startWithFunctions();
  const get = await gated(engine, origin.url);
  const whole = await get('/10');
  expect([whole.status, whole.body.length]).toEqual([200, 10 * MB]);
  written = 0;
  expect(await get('/100')).toMatchObject(internal);
  expect(written).toBeLessThan(100 * MB);
  await expectAlive(engine);
});

test('answers 413 for a request of more than 10 MB, which never reaches the origin', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const send = await gated(engine, origin.url);
  const post = (size: number, chunked: boolean) =>
    send('/a', {
      method: 'POST',
      headers: chunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': String(size) },
      body: Buffer.alloc(size, 'x'),
    });
  const tooLarge = { status: 413, body: '{"message":"Request Entity Too Large"}' };
  expect(await post(10 * MB, false)).toMatchObject({ status: 200 });
  expect(await post(10 * MB + 1, false)).toMatchObject(tooLarge);
  expect(await post(11 * MB, true)).toMatchObject(tooLarge);
  expect(origin.seen.map(({ headers }) => headers['content-length'])).toEqual([String(10 * MB)]);
  await expectAlive(engine);
});

test('answers 431 for request line and headers of more than 10,240 bytes (status and body are guesses)', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const send = await gated(engine, origin.url);
  expect(await send('/a', { headers: { 'X-Large': 'x'.repeat(9_000) } })).toMatchObject({ status: 200 });
  const refused = { status: 431, body: '{"message":"Request Header Fields Too Large"}' };
  expect(await send('/a', { headers: { 'X-Large': 'x'.repeat(10_240) } })).toMatchObject(refused);
  expect(await send(`/${'a'.repeat(10_240)}`)).toMatchObject(refused);
  expect(origin.seen).toHaveLength(1);
});
