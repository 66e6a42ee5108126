import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { afterEach, expect, test } from '@jest/globals';
import { planKeys } from './plan-keys.ts';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const SUB = '11111111-2222-3333-4444-555555555555';
const CONFLICT = { status: 409, body: { message: 'API Key already exists' } };

/** Keys by the SDK's real client, and an endpoint with scripted answers, by method and path. */
async function setUp(answers: Record<string, { status: number; body: object }>) {
  const seen: [string, unknown][] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const what = `${request.method} ${request.url}`;
    seen.push([what, text ? JSON.parse(text) : undefined]);
    const { status, body } = answers[what] ?? { status: 500, body: {} };
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(status === 409 ? { 'x-amzn-errortype': 'ConflictException' } : {}),
    });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new APIGatewayClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  cleanups.push(async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const keys = planKeys(client, { planId: 'plan', prefix: 'gatehouse-dev/' });
  return { seen, admit: () => keys.admit({ username: 'ada', sub: SUB }) };
}

const JOIN = ['POST /usageplans/plan/keys', { keyId: 'key', keyType: 'API_KEY' }];

test('makes an enabled key whose value is the person’s sub, and adds it to the plan', async () => {
  const { seen, admit } = await setUp({
    'POST /apikeys': { status: 201, body: { id: 'key' } },
    'POST /usageplans/plan/keys': { status: 201, body: { id: 'key' } },
  });
  await admit();
  expect(seen).toEqual([['POST /apikeys', { name: 'gatehouse-dev/ada', value: SUB, enabled: true }], JOIN]);
});

test('finds an earlier try’s key by its name and adds it to the plan, also if it is already there', async () => {
  const found = {
    status: 200,
    body: {
      item: [
        { id: 'other', name: 'gatehouse-dev/adam' },
        { id: 'key', name: 'gatehouse-dev/ada' },
      ],
    },
  };
  const { seen, admit } = await setUp({
    'POST /apikeys': CONFLICT,
    'GET /apikeys?limit=500&name=gatehouse-dev%2Fada': found,
    'POST /usageplans/plan/keys': CONFLICT,
  });
  await admit();
  expect(seen.at(-1)).toEqual(JOIN);
});

test('does not take over a key of that value with another name', async () => {
  const { admit } = await setUp({
    'POST /apikeys': CONFLICT,
    'GET /apikeys?limit=500&name=gatehouse-dev%2Fada': { status: 200, body: { item: [] } },
  });
  await expect(admit()).rejects.toThrow('The API key of this person has another name.');
});

test('throws on a failure of API Gateway, so that the confirmation fails and a repair is suggested', async () => {
  const { admit } = await setUp({ 'POST /apikeys': { status: 201, body: { id: 'key' } } });
  await expect(admit()).rejects.toThrow();
});
