import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { allow, createGatedApi } from '../../testing/gated-api.ts';
import { expectAlive, gatedOrigin } from '../../testing/gated-origin.ts';
import { startOrigin } from '../../testing/origin.ts';
import { startRawOrigin } from '../../testing/raw-origin.ts';

const headers = { Authorization: 'x' };
const networkError = { status: 504, body: '{"message":"Network error communicating with endpoint"}' };
const internal = { status: 500, body: '{"message": "Internal server error"}' };

test('answers 504 when the origin exceeds the integration’s timeout', async () => {
  await using origin = await startRawOrigin(() => undefined);
  await using engine = await startWithFunctions();
  const get = await gatedOrigin(engine, origin.url, 50);
  expect(await get()).toMatchObject({ status: 504, body: '{"message":"Endpoint request timed out"}' });
  await expectAlive(engine);
});

test('answers 504 when the origin starts in time and ends too late', async () => {
  await using origin = await startRawOrigin((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome of it');
  });
  await using engine = await startWithFunctions();
  const get = await gatedOrigin(engine, origin.url, 100);
  expect(await get()).toMatchObject({ status: 504, body: '{"message":"Endpoint request timed out"}' });
});

test.each([
  ['hangs up at once', ''],
  ['breaks off in the head', 'HTTP/1.1 200 OK\r\nContent-Le'],
  ['breaks off in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome of it'],
  ['breaks off in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nsome of it'],
  [
    'answers garbage (504 is a guess: AWS was not asked)',
    'It was the best of times, it was the worst of times\r\n\r\n',
  ],
  ['answers with a header of 100 KB (a guess)', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
])('answers 504 for an origin that %s', async (_name, bytes) => {
  await using origin = await startRawOrigin((socket) => socket.end(bytes));
  await using engine = await startWithFunctions();
  const get = await gatedOrigin(engine, origin.url);
  expect(await get()).toMatchObject(networkError);
  await expectAlive(engine);
});

test('answers 504 for an origin that is gone, 500 for an unknown name', async () => {
  const gone = await startRawOrigin(() => undefined);
  await gone[Symbol.asyncDispose]();
  await using engine = await startWithFunctions();
  expect(await (await gatedOrigin(engine, gone.url))()).toMatchObject(networkError);
  expect(await (await gatedOrigin(engine, 'http://no.such.host.invalid'))()).toMatchObject(internal);
  await expectAlive(engine);
});

test('passes a redirect on and does not follow it', async () => {
  await using origin = await startOrigin((_request, response) => {
    response.writeHead(302, { Location: 'http://elsewhere/' }).end();
  });
  await using engine = await startWithFunctions();
  const answer = await (await gatedOrigin(engine, origin.url))();
  expect(answer).toMatchObject({ status: 302, body: '' });
  expect(answer.headers['location']).toBe('http://elsewhere/');
  expect(origin.seen).toHaveLength(1);
});

test('aborts the origin’s request when the client goes away', async () => {
  let tellArrived: () => void = () => undefined;
  let tellGone: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    tellGone = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    tellArrived = resolve;
  });
  await using origin = await startRawOrigin((socket) => {
    socket.once('close', tellGone);
    tellArrived();
  });
  await using engine = await startWithFunctions();
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event));
  const { base } = await createGatedApi(engine.client, { originUrl: origin.url });
  const abort = new AbortController();
  const asked = fetch(`${engine.endpoint}${base}/a`, { headers, signal: abort.signal });
  await arrived;
  abort.abort();
  await expect(asked).rejects.toThrow();
  await gone;
  await expectAlive(engine);
});
