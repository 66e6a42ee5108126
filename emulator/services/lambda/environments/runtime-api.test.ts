import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openRuntimeApi, type RuntimeApi, type RuntimeApiListener } from './runtime-api.ts';

const BASE = '/2018-06-01/runtime';

let api: RuntimeApi;
let seen: string[];
let deliver: Parameters<RuntimeApiListener['next']>[0];
let asked: Promise<void>;

beforeEach(async () => {
  seen = [];
  let ask: () => void;
  asked = new Promise((resolve) => {
    ask = resolve;
  });
  api = await openRuntimeApi({
    next(given) {
      deliver = given;
      ask();
    },
    response({ requestId, body, contentType }) {
      seen.push(`response ${requestId} ${contentType} ${body}`);
      return requestId === 'now';
    },
    responseTooLarge: (requestId, bytes) => seen.push(`too large ${requestId} ${bytes}`) > 0,
    error: ({ requestId, body }) => seen.push(`error ${requestId} ${body}`) > 0,
    initError: (body) => void seen.push(`init error ${body}`),
    usage: ({ memoryBytes, cpuMs }) => void seen.push(`usage ${memoryBytes} ${cpuMs}`),
  });
});
afterEach(() => api.close());

const call = (path: string, init?: RequestInit) => fetch(`http://${api.address}${BASE}${path}`, init);

test('delivers an invocation with its headers whenever it comes', async () => {
  const answer = call('/invocation/next');
  await asked;
  deliver({ 'Lambda-Runtime-Aws-Request-Id': 'now' }, '{"ü":1}');
  const got = await answer;
  expect(got.headers.get('lambda-runtime-aws-request-id')).toBe('now');
  expect(await got.json()).toEqual({ ü: 1 });
});

test('acknowledges answers and errors at once to a client that waits for that', async () => {
  const posted = await call('/invocation/now/response', {
    method: 'POST',
    body: 'done',
    headers: { 'Content-Type': 'text/x' },
  });
  expect([posted.status, await posted.json()]).toEqual([202, { status: 'OK' }]);
  expect((await call('/invocation/now/error', { method: 'POST', body: '{}' })).status).toBe(202);
  expect((await call('/init/error', { method: 'POST', body: 'no' })).status).toBe(202);
  expect(seen).toEqual(['response now text/x done', 'error now {}', 'init error no']);
});

test('rejects the answer of another invocation, and unknown paths', async () => {
  expect((await call('/invocation/other/response', { method: 'POST', body: '1' })).status).toBe(400);
  expect((await call('/invocation/other', { method: 'POST' })).status).toBe(404);
  expect((await call('/invocation/now/response')).status).toBe(404);
});

test('accepts a chunked body, up to 6 MB', async () => {
  const chunked = (bytes: number) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`http://${api.address}${BASE}/invocation/now/response`, { method: 'POST' });
      sent.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject);
      for (let left = bytes; left > 0; left -= 1024 * 1024)
        sent.write('x'.repeat(Math.min(left, 1024 * 1024)));
      sent.end();
    });
  expect(await chunked(3)).toBe(202);
  expect(seen).toEqual(['response now undefined xxx']);
  expect(await chunked(7 * 1024 * 1024)).toBe(413);
  expect(seen[1]).toBe(`too large now ${7 * 1024 * 1024}`);
});

test('acknowledges an answer together with the next invocation if the runtime does not wait', async () => {
  const socket = connect(Number(api.address.split(':')[1]), '127.0.0.1');
  const chunks: string[] = [];
  const come = (text: string) =>
    new Promise<void>((resolve) => {
      socket.on('data', (chunk) => {
        chunks.push(String(chunk));
        if (chunks.join('').endsWith(text)) resolve();
      });
    });
  const usage = 'Environment-Max-Memory: 5\r\nEnvironment-Cpu-Time: 7\r\n';
  socket.write(
    `POST ${BASE}/invocation/now/response HTTP/1.1\r\n${usage}Content-Length: 2\r\n\r\n{}GET ${BASE}/invocation/next HTTP/1.1\r\n\r\n`,
  );
  await asked;
  const second = come('"second"');
  deliver({}, '"second"');
  await second;
  expect(chunks.join('').match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 202', 'HTTP/1.1 200']);
  expect(seen).toEqual(['usage 5 7', 'response now undefined {}']);
  socket.destroy();
});

test('closes a connection that does not speak HTTP', async () => {
  const socket = connect(Number(api.address.split(':')[1]), '127.0.0.1');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write('hello\r\n\r\n');
  await closed;
  expect(seen).toEqual([]);
});
