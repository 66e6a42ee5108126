import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { startWithFunctions, type TestEngine } from '../../testing/engine-with-functions.ts';
import { allow, createGatedApi } from '../../testing/gated-api.ts';
import { startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const MB = 1024 * 1024;
const headers = { Authorization: 'x' };
const networkError = { status: 504, body: '{"message":"Network error communicating with endpoint"}' };
const internal = { status: 500, body: '{"message": "Internal server error"}' };

/** A server that speaks no more HTTP than the test makes it. */
async function startRaw(onRequest: (socket: Socket) => void): Promise<AsyncDisposable & { url: string }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => onRequest(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function gated(engine: TestEngine, originUrl: string, timeoutInMillis?: number) {
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event));
  const { base } = await createGatedApi(engine.client, { originUrl, timeoutInMillis });
  return (path = '/a') => rawRequest(engine.port, { path: base + path, headers });
}

/** After all of it the engine still answers. */
async function expectAlive(engine: TestEngine): Promise<void> {
  await using origin = await startOrigin();
  const get = await gated(engine, origin.url);
  expect(await get()).toMatchObject({ status: 200 });
  expect(engine.defects).toEqual([]);
}

test('an origin that is slow is 504 after the integration’s time', async () => {
  await using origin = await startRaw(() => undefined);
  await using engine = await startWithFunctions();
  const get = await gated(engine, origin.url, 50);
  expect(await get()).toMatchObject({ status: 504, body: '{"message":"Endpoint request timed out"}' });
  await expectAlive(engine);
});

test('an origin that begins in time and ends too late is 504 too', async () => {
  await using origin = await startRaw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome of it');
  });
  await using engine = await startWithFunctions();
  const get = await gated(engine, origin.url, 100);
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
])('an origin that %s is 504', async (_name, bytes) => {
  await using origin = await startRaw((socket) => socket.end(bytes));
  await using engine = await startWithFunctions();
  const get = await gated(engine, origin.url);
  expect(await get()).toMatchObject(networkError);
  await expectAlive(engine);
});

test('an origin that is gone is 504, and one whose name leads nowhere 500', async () => {
  const gone = await startRaw(() => undefined);
  await gone[Symbol.asyncDispose]();
  await using engine = await startWithFunctions();
  expect(await (await gated(engine, gone.url))()).toMatchObject(networkError);
  expect(await (await gated(engine, 'http://no.such.host.invalid'))()).toMatchObject(internal);
  await expectAlive(engine);
});

test('a redirect is passed on and not followed', async () => {
  await using origin = await startOrigin((_request, response) => {
    response.writeHead(302, { Location: 'http://elsewhere/' }).end();
  });
  await using engine = await startWithFunctions();
  const answer = await (await gated(engine, origin.url))();
  expect(answer).toMatchObject({ status: 302, body: '' });
  expect(answer.headers['location']).toBe('http://elsewhere/');
  expect(origin.seen).toHaveLength(1);
});

test('an answer of up to 10 MB passes, of stated or unknown length; a larger one is 500 and is not read to its end', async () => {
  const written = { bytes: 0 };
  await using origin = await startOrigin((request, response) => {
    const [, megabytes = '0', stated] = request.url?.split('/') ?? [];
    const size = Number(megabytes) * MB;
    response.writeHead(200, stated ? { 'Content-Length': size } : {});
    const chunk = Buffer.alloc(MB, 'x');
    const write = (left: number): void => {
      if (left === 0) response.end();
      else if (!response.destroyed) {
        written.bytes += chunk.length;
        response.write(chunk, () => write(left - chunk.length));
      }
    };
    write(size);
  });
  await using engine = await startWithFunctions();
  const get = await gated(engine, origin.url);
  for (const path of ['/9/stated', '/10/stated', '/9']) {
    const answer = await get(path);
    expect([path, answer.status, answer.body.length]).toEqual([path, 200, Number(path.split('/')[1]) * MB]);
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
  }
  written.bytes = 0;
  expect(await get('/100/stated')).toMatchObject(internal);
  expect(await get('/100')).toMatchObject(internal);
  expect(written.bytes).toBeLessThan(100 * MB);
  await expectAlive(engine);
});

test('a large answer that breaks off after it began to pass is cut, not completed', async () => {
  await using origin = await startRaw((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${5 * MB}\r\n\r\n`);
    socket.end(Buffer.alloc(2 * MB, 'x'));
  });
  await using engine = await startWithFunctions();
  await expect((await gated(engine, origin.url))()).rejects.toThrow();
  await expectAlive(engine);
});

test('a request of more than 10 MB is 413 and never reaches the origin', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event));
  const { base } = await createGatedApi(engine.client, { originUrl: origin.url });
  const post = (size: number, chunked: boolean) =>
    rawRequest(engine.port, {
      method: 'POST',
      path: `${base}/a`,
      headers: {
        ...headers,
        ...(chunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': String(size) }),
      },
      body: Buffer.alloc(size, 'x'),
    });
  const tooLong = { status: 413, body: '{"message":"Request Too Long"}' };
  expect(await post(10 * MB, false)).toMatchObject({ status: 200 });
  expect(await post(2 * MB, true)).toMatchObject({ status: 200 });
  expect(origin.seen.map(({ headers: seen }) => seen['content-length'])).toEqual([
    String(10 * MB),
    String(2 * MB),
  ]);
  expect(await post(10 * MB + 1, false)).toMatchObject(tooLong);
  expect(await post(11 * MB, true)).toMatchObject(tooLong);
  expect(origin.seen).toHaveLength(2);
});

test('a client that goes away takes the request to the origin with it', async () => {
  let tellArrived: () => void = () => undefined;
  let tellGone: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    tellGone = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    tellArrived = resolve;
  });
  await using origin = await startRaw((socket) => {
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
