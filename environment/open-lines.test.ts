import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { openLines } from './open-lines.ts';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  return read;
}

test('reads whole lines, however they are split, and ends when the engine disconnects', async () => {
  const url = await serve(async (_request, response) => {
    const text = Buffer.from('{"says":"ä"}\n{"says":');
    response.write(text.subarray(0, 10));
    await new Promise(setImmediate);
    response.write(text.subarray(10));
    response.write('2}\n', () => response.destroy());
  });
  const { status, lines } = await openLines(url);
  expect(status).toBe(200);
  expect(await all(lines)).toEqual(['{"says":"ä"}', '{"says":2}']);
});

test('sends a body as JSON by POST, and stops listening once closed', async () => {
  let hungUp: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    hungUp = resolve;
  });
  const url = await serve(async (request, response) => {
    response.once('close', hungUp);
    const [body] = (await request.toArray()) as Buffer[];
    response.writeHead(409).write(`${request.method} ${request.headers['content-type']} ${body}\n`);
  });
  const { status, lines, close } = await openLines(url, { function: 'f' });
  expect(status).toBe(409);
  const read: string[] = [];
  for await (const line of lines) {
    read.push(line);
    close();
  }
  expect(read).toEqual(['POST application/json {"function":"f"}']);
  await gone;
});

test('fails if there is no engine', async () => {
  const url = await serve(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  await expect(openLines(url)).rejects.toThrow('ECONNREFUSED');
});
