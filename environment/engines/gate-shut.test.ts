import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { assertGateShut } from './gate-shut.ts';

async function api(answer: (request: IncomingMessage) => number, text = '{}') {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    const status = answer(request);
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stage`,
    paths,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

test('a gate that answers 401 without a credential and with a wrong one is shut', async () => {
  await using shut = await api(() => 401);
  await assertGateShut({ kind: 'rest', url: shut.url }, 'The engine');
  expect(shut.paths).toEqual(['/stage/users', '/stage/users']);
});

test('reports a gate that ignores authorizers, as LocalStack 4.14.0 does, and fails', async () => {
  await using open = await api(() => 200);
  await expect(assertGateShut({ kind: 'rest', url: open.url }, 'LocalStack')).rejects.toThrow(
    /^The gate is OPEN: .* answered 200 to a request without a credential\. LocalStack does not run the authorizer/,
  );
});

test('a gate that only checks for a header is open', async () => {
  await using naive = await api(({ headers }) => (headers.authorization ? 200 : 401));
  await expect(assertGateShut({ kind: 'rest', url: naive.url }, 'LocalStack')).rejects.toThrow(
    'answered 200 to a request with a credential that nobody has',
  );
});

test.each([302, 403])('status %d comes from behind the gate: open', async (status) => {
  await using behind = await api(() => status);
  await expect(assertGateShut({ kind: 'rest', url: behind.url }, 'LocalStack')).rejects.toThrow(
    `The gate is OPEN: `,
  );
});

test.each([404, 500, 501, 502])('status %d proves nothing and fails', async (status) => {
  await using broken = await api(() => status);
  await expect(assertGateShut({ kind: 'rest', url: broken.url }, 'LocalStack')).rejects.toThrow(
    'the gate is not known to be shut',
  );
});

test('no answer proves nothing', async () => {
  let url = '';
  {
    await using gone = await api(() => 401);
    url = gone.url;
  }
  await expect(assertGateShut({ kind: 'rest', url: url }, 'LocalStack')).rejects.toThrow(
    'the gate is not known to be shut',
  );
});

test('an HTTP API is shut with 401 without a credential and its own 403 with a wrong one; the origin’s 403 means open', async () => {
  const status = ({ headers }: IncomingMessage) => (headers.authorization ? 403 : 401);
  await using shut = await api(status, '{"message":"Forbidden"}');
  await assertGateShut({ kind: 'http', url: shut.url }, 'The engine');
  await using open = await api(status, '{"error":"forbidden"}');
  await expect(assertGateShut({ kind: 'http', url: open.url }, 'The engine')).rejects.toThrow(
    'The gate is OPEN: ',
  );
});
