import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../testing/engine-with-functions.ts';
import { createOneMethod } from '../../testing/one-method.ts';
import { startOrigin } from '../../testing/origin.ts';

const LONG = 'é'.repeat(300_000);

let engine: Awaited<ReturnType<typeof startWithFunctions>>;
let origin: Awaited<ReturnType<typeof startOrigin>>;
const paths: Record<string, string> = {};

beforeAll(async () => {
  origin = await startOrigin((request, response) => {
    if (request.url === '/packed') response.setHeader('Content-Encoding', 'br');
    response.end(request.url === '/long' ? LONG : '0123456789');
  });
  engine = await startWithFunctions();
  engine.functions.set('f', () => ({ statusCode: 200, body: '0123456789' }));
  const mock = { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } } as const;
  const proxy = (path: string) =>
    ({ type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: `${origin.url}${path}` }) as const;
  const lambda = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('f') } as const;
  const make = (
    integration: Parameters<typeof createOneMethod>[1]['integration'],
    size: number | undefined,
  ) =>
    createOneMethod(engine.client, {
      api: { minimumCompressionSize: size },
      pathPart: 'a',
      httpMethod: 'GET',
      integration,
      ...(integration.type === 'MOCK' && {
        answers: { 200: [] },
        responses: [{ statusCode: '200', responseTemplates: { 'application/json': '0123456789' } }],
      }),
    });
  paths['mock'] = await make(mock, 10);
  paths['function'] = await make(lambda, 10);
  paths['proxy'] = await make(proxy('/short'), 10);
  paths['long'] = await make(proxy('/long'), 0);
  paths['packed'] = await make(proxy('/packed'), 0);
  paths['eleven'] = await make(proxy('/short'), 11);
  paths['off'] = await make(proxy('/short'), undefined);
});

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await origin[Symbol.asyncDispose]();
});

test.each([
  ['mock', 'gzip', 'gzip'],
  ['function', 'gzip', 'gzip'],
  ['proxy', 'gzip', 'gzip'],
  ['proxy', 'deflate', 'deflate'],
  ['proxy', 'br, deflate;q=0.5, gzip;q=0.8', 'gzip'],
  ['long', 'gzip', 'gzip'],
  ['proxy', 'gzip;q=0', null],
  ['proxy', '*', null],
  ['proxy', 'br', null],
  ['eleven', 'gzip', null],
  ['off', 'gzip', null],
])('answers of %s to "Accept-Encoding: %s" have the coding %s', async (kind, accepted, coding) => {
  const answer = await fetch(`http://127.0.0.1:${engine.port}${paths[kind]}/a`, {
    headers: { 'Accept-Encoding': accepted },
  });
  expect(answer.headers.get('content-encoding')).toBe(coding);
  expect(await answer.text()).toBe(kind === 'long' ? LONG : '0123456789');
});

test('leaves an answer alone that the endpoint has compressed', async () => {
  const answer = await fetch(`http://127.0.0.1:${engine.port}${paths['packed']}/a`, {
    method: 'GET',
    headers: { 'Accept-Encoding': 'gzip' },
  });
  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('content-length')).toBe('10');
  await answer.body?.cancel();
});
