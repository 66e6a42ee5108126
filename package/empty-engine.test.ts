import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { emptyEngine } from './empty-engine.ts';

const before = process.env['AWS_ENDPOINT_URL'];
afterEach(() => {
  if (before === undefined) delete process.env['AWS_ENDPOINT_URL'];
  else process.env['AWS_ENDPOINT_URL'] = before;
});

/** Stands in for an engine, and records what it was asked. */
async function listener(status: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    asked,
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('empties nothing when a test set another endpoint, or files run side by side', async () => {
  await using engine = await listener(200);
  process.env['AWS_ENDPOINT_URL'] = `http://localhost:${engine.port}`;
  await expect(emptyEngine('1')).rejects.toThrow(/not the engine of this run: nothing was emptied/);
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${engine.port}`;
  await expect(emptyEngine('2')).rejects.toThrow(/cannot run side by side/);
  delete process.env['AWS_ENDPOINT_URL'];
  await expect(emptyEngine(undefined)).rejects.toThrow(/global set-up did not run/);
  expect(engine.asked).toEqual([]);
});

test('asks the engine to empty itself, and says if it did not', async () => {
  await using engine = await listener(200);
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${engine.port}`;
  await emptyEngine('1');
  expect(engine.asked).toEqual(['POST /_localstack/state/reset']);
  await using broken = await listener(500);
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${broken.port}`;
  await expect(emptyEngine(undefined)).rejects.toThrow('The engine answered 500 when it was to be emptied.');
});
