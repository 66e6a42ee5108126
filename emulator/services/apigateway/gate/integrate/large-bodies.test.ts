import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { TestClock } from '../../../../store/clock.ts';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { allow, createGatedApi } from '../../testing/gated-api.ts';
import { expectAlive, gatedOrigin } from '../../testing/gated-origin.ts';
import { startOrigin } from '../../testing/origin.ts';
import { startRawOrigin } from '../../testing/raw-origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const MB = 1024 * 1024;
const headers = { Authorization: 'x' };
const networkError = { status: 504, body: '{"message":"Network error communicating with endpoint"}' };
const internal = { status: 500, body: '{"message": "Internal server error"}' };

test('passes answers of up to 10 MB, with or without a length; answers 500 for a larger one without reading it to the end', async () => {
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
  const get = await gatedOrigin(engine, origin.url);
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

test.each([
  ['of 5 MB after 1 KB', 5 * MB, 1024],
  ['of 5 MB after 300 KB', 5 * MB, 300 * 1024],
  ['of 10 MB after 5 MB', 10 * MB, 5 * MB],
  ['of 10 MB before its last byte', 10 * MB, 10 * MB - 1],
  ['of unknown length after 5 MB', undefined, 5 * MB],
])('answers 504 when an answer %s breaks off, and sends nothing of it', async (_name, stated, sent) => {
  await using origin = await startRawOrigin((socket) => {
    const framing = stated === undefined ? 'Transfer-Encoding: chunked' : `Content-Length: ${stated}`;
    socket.write(`HTTP/1.1 200 OK\r\n${framing}\r\n\r\n`);
    if (stated === undefined) socket.write(`${(sent + 1).toString(16)}\r\n`);
    socket.end(Buffer.alloc(sent, 'x'));
  });
  await using engine = await startWithFunctions();
  expect(await (await gatedOrigin(engine, origin.url))()).toMatchObject(networkError);
  await expectAlive(engine);
});

test('does not hold many large answers in memory', async () => {
  const at = 20;
  const size = 9 * MB;
  const body = Buffer.alloc(size, 'x');
  const waiting: (() => void)[] = [];
  let tellAll: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    tellAll = resolve;
  });
  await using origin = await startOrigin((_request, response) => {
    response.writeHead(200, { 'Content-Length': size });
    // All but the last byte, and that once all answers have come so far.
    response.write(body.subarray(1), () => {
      if (waiting.push(() => response.end('x')) === at) tellAll();
    });
  });
  // By a clock that stands still: a slow machine must not run into the integration's time limit.
  await using engine = await startWithFunctions({ clock: new TestClock(Date.now()) });
  const get = await gatedOrigin(engine, origin.url);
  const before = held();
  const sizes = Promise.all(Array.from({ length: at }, async () => (await get()).body.length));
  await all;
  expect((held() - before) / MB).toBeLessThan((at * size) / MB / 2);
  for (const finish of waiting) finish();
  expect(await sizes).toEqual(Array(at).fill(size));
  await expectAlive(engine);
});

/** Bytes in buffers that are still referenced. */
function held(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().arrayBuffers;
}

test('sends a large request whole, or, if the client goes away, not at all', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event));
  const { base } = await createGatedApi(engine.client, { originUrl: origin.url });
  const body = randomBytes(3 * MB).toString('base64');
  expect(await rawRequest(engine.port, { method: 'POST', path: `${base}/a`, headers, body })).toMatchObject({
    status: 200,
  });
  expect(origin.seen[0]?.body === body).toBe(true);
  const socket = connect(engine.port, '127.0.0.1');
  const head = `POST ${base}/a HTTP/1.1\r\nHost: x\r\nAuthorization: x\r\nContent-Length: ${4 * MB}\r\n\r\n`;
  await new Promise((resolve) => socket.write(head + body.slice(0, 3 * MB), resolve));
  socket.resetAndDestroy();
  await expectAlive(engine);
  expect(origin.seen).toHaveLength(1);
});

test('answers 413 for a request of more than 10 MB, which never reaches the origin', async () => {
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
