/** The tables of the API Gateway guide, "Content type conversions in API Gateway", row by row, over the wire. */
import { gzipSync } from 'node:zlib';

import {
  type ContentHandlingStrategy,
  GetResourcesCommand,
  UpdateIntegrationCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions, type TestEngine } from '../../testing/engine-with-functions.ts';
import { createOneMethod } from '../../testing/one-method.ts';
import { type Origin, startOrigin } from '../../testing/origin.ts';

const BYTES = Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0xff]);
const BASE64 = Buffer.from(BYTES.toString('base64'));
const MANGLED = Buffer.from('\u001f\uFFFD\b\u0000\uFFFD');
const TEXT = Buffer.from('{"näme":"Ada"}');
const internal = '{"message": "Internal server error"}';

const png = 'image/png';
const json = 'application/json';
const TO_BINARY = 'CONVERT_TO_BINARY';
const TO_TEXT = 'CONVERT_TO_TEXT';
type Handling = ContentHandlingStrategy | undefined;

interface Sent {
  binaryMediaTypes: string[];
  type: 'HTTP' | 'HTTP_PROXY';
  request?: { body?: Buffer; contentType?: string; encoding?: string; handling?: Handling };
  answer?: { accept?: string; handling?: Handling; template?: string };
}

async function send(engine: TestEngine, origin: Origin, { binaryMediaTypes, type, request, answer }: Sent) {
  const base = await createOneMethod(engine.client, {
    api: { binaryMediaTypes },
    pathPart: 'a',
    httpMethod: 'POST',
    integration: {
      type,
      integrationHttpMethod: 'POST',
      uri: `${origin.url}/x`,
      contentHandling: request?.handling,
    },
    answers: { 200: ['Content-Type'] },
    responses:
      type === 'HTTP'
        ? [
            {
              statusCode: '200',
              contentHandling: answer?.handling,
              ...(answer?.template && { responseTemplates: { [json]: answer.template } }),
            },
          ]
        : [],
  });
  const response = await fetch(`${engine.endpoint}${base}/a`, {
    method: 'POST',
    headers: {
      'Content-Type': request?.contentType ?? json,
      Accept: answer?.accept ?? json,
      ...(request?.encoding && { 'Content-Encoding': request.encoding }),
    },
    body: request?.body,
  });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}

test.each<[string, Buffer, string, string[], Handling, Buffer]>([
  ['text, by default', TEXT, json, [], undefined, TEXT],
  ['bytes, by default: what is not UTF-8 becomes U+FFFD', BYTES, png, [], undefined, MANGLED],
  ['base64 to binary', BASE64, png, [], TO_BINARY, BYTES],
  ['bytes to text', BYTES, png, [], TO_TEXT, MANGLED],
  ['text beside binary types', TEXT, json, [png], undefined, TEXT],
  ['base64 of a text type to binary', BASE64, json, [png], TO_BINARY, BYTES],
  ['text of a text type to text', TEXT, json, [png], TO_TEXT, TEXT],
  ['bytes of a binary type', BYTES, png, [png], undefined, BYTES],
  ['bytes of a binary type, by a wildcard', BYTES, png, ['image/*'], undefined, BYTES],
  ['bytes of a binary type to binary', BYTES, png, [png], TO_BINARY, BYTES],
  ['bytes of a binary type to text', BYTES, png, [png], TO_TEXT, BASE64],
])('converts a request: %s', async (_name, body, contentType, binaryMediaTypes, handling, expected) => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  for (const type of ['HTTP_PROXY', 'HTTP'] as const) {
    const request = { body, contentType, handling };
    expect(await send(engine, origin, { binaryMediaTypes, type, request })).toMatchObject({ status: 200 });
    const seen = origin.seen.at(-1);
    expect([type, seen?.bytes]).toEqual([type, expected]);
    expect(seen?.headers['content-length']).toBe(String(expected.length));
  }
});

test.each<[string, Buffer, string, string, string[], Handling, Buffer]>([
  ['text, by default', TEXT, json, json, [], undefined, TEXT],
  ['bytes, by default: what is not UTF-8 becomes U+FFFD', BYTES, png, png, [], undefined, MANGLED],
  ['base64 to binary', BASE64, json, json, [], TO_BINARY, BYTES],
  ['bytes to text', BYTES, png, json, [], TO_TEXT, MANGLED],
  ['text for text', TEXT, json, json, [png], undefined, TEXT],
  ['text for text, to binary', BASE64, json, json, [png], TO_BINARY, BYTES],
  ['text for text, to text', TEXT, json, json, [png], TO_TEXT, TEXT],
  ['text for binary', BASE64, json, png, [png], undefined, BYTES],
  ['text for binary, to binary', BASE64, json, png, [png], TO_BINARY, BYTES],
  ['text for binary, to text', TEXT, json, png, [png], TO_TEXT, TEXT],
  ['binary for text', BYTES, png, json, [png], undefined, BASE64],
  ['binary for any type, which counts as text', BYTES, png, '*/*', [png], undefined, BASE64],
  ['binary for text, to binary', BYTES, png, json, [png], TO_BINARY, BYTES],
  ['binary for text, to text', BYTES, png, json, [png], TO_TEXT, BASE64],
  ['binary for binary', BYTES, png, png, [png], undefined, BYTES],
  ['binary for a list whose first type is binary', BYTES, png, `${png},*/*;q=0.8`, [png], undefined, BYTES],
  ['binary for a list whose second type is', BYTES, png, `text/html,${png}`, [png], undefined, BASE64],
  ['binary for binary, to binary', BYTES, png, png, [png], TO_BINARY, BYTES],
  ['binary for binary, to text', BYTES, png, png, [png], TO_TEXT, BASE64],
  ['all types are binary', BYTES, png, json, ['*/*'], undefined, BYTES],
])(
  'converts a response: %s',
  async (_name, body, contentType, accept, binaryMediaTypes, handling, expected) => {
    await using origin = await startOrigin((_request, response) => {
      response.writeHead(200, { 'Content-Type': contentType });
      // In two pieces, so that what is kept back between them counts too.
      response.write(body.subarray(0, 1));
      setImmediate(() => response.end(body.subarray(1)));
    });
    await using engine = await startWithFunctions();
    // A proxy integration has no responses that could say more.
    for (const type of handling ? (['HTTP'] as const) : (['HTTP_PROXY', 'HTTP'] as const)) {
      const got = await send(engine, origin, { binaryMediaTypes, type, answer: { accept, handling } });
      expect([type, got]).toEqual([type, { status: 200, body: expected }]);
    }
  },
);

test('answers 500 (API configuration error) if the text is not base64', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const failed = { status: 500, body: Buffer.from(internal) };
  const request = { body: TEXT, handling: TO_BINARY } as const;
  for (const type of ['HTTP_PROXY', 'HTTP'] as const) {
    expect(await send(engine, origin, { binaryMediaTypes: [], type, request })).toEqual(failed);
    expect(origin.seen).toHaveLength(0);
  }
  for (const type of ['HTTP_PROXY', 'HTTP'] as const)
    expect(await send(engine, origin, { binaryMediaTypes: [png], type, answer: { accept: png } })).toEqual(
      failed,
    );
  expect(engine.defects).toEqual([]);
});

test('shows a template binary bodies as base64, and turns its text into bytes where asked', async () => {
  await using origin = await startOrigin((_request, response) => {
    response.writeHead(200, { 'Content-Type': png }).end(BYTES);
  });
  await using engine = await startWithFunctions();
  const answer = { template: '{"data":"$input.body"}' };
  expect(await send(engine, origin, { binaryMediaTypes: [png], type: 'HTTP', answer })).toEqual({
    status: 200,
    body: Buffer.from(`{"data":"${BASE64}"}`),
  });
  const made = { template: BASE64.toString(), handling: TO_BINARY } as const;
  expect(await send(engine, origin, { binaryMediaTypes: [], type: 'HTTP', answer: made })).toEqual({
    status: 200,
    body: BYTES,
  });
});

test('answers 500 for a mock whose API treats every type as binary, until its requests are set to text', async () => {
  await using engine = await startWithFunctions();
  const preflight = async (contentHandling: Handling) => {
    const base = await createOneMethod(engine.client, {
      api: { binaryMediaTypes: ['*/*'] },
      pathPart: 'a',
      httpMethod: 'OPTIONS',
      integration: { type: 'MOCK', requestTemplates: { [json]: '{"statusCode":204}' }, contentHandling },
      answers: { 204: [] },
      responses: [{ statusCode: '204' }],
    });
    return (await fetch(`${engine.endpoint}${base}/a`, { method: 'OPTIONS' })).status;
  };
  expect(await preflight(undefined)).toBe(500);
  expect(await preflight(TO_TEXT)).toBe(204);
});

test('decompresses a request, and answers 415 if it is not what it claims', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  engine.functions.set('f', (event: { body: string }) => ({ body: event.body }));
  const compressed = gzipSync(TEXT);
  for (const type of ['HTTP_PROXY', 'HTTP'] as const) {
    const request = (body: Buffer, encoding: string) =>
      send(engine, origin, { binaryMediaTypes: [], type, request: { body, encoding } });
    expect(await request(compressed, 'gzip')).toMatchObject({ status: 200 });
    expect(origin.seen.at(-1)?.bytes).toEqual(TEXT);
    expect(origin.seen.at(-1)?.headers).not.toHaveProperty('content-encoding');
    const count = origin.seen.length;
    const refused = { status: 415, body: Buffer.from('{"message":"Unsupported Media Type"}') };
    expect(await request(TEXT, 'gzip')).toEqual(refused);
    expect(await request(TEXT, 'br')).toEqual(refused);
    expect(await request(gzipSync(Buffer.alloc(11 * 1024 * 1024)), 'gzip')).toMatchObject({ status: 413 });
    expect(origin.seen).toHaveLength(count);
  }
  const base = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'POST',
    integration: { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('f') },
  });
  const answer = await fetch(`${engine.endpoint}${base}/a`, {
    method: 'POST',
    headers: { 'Content-Encoding': 'gzip' },
    body: compressed,
  });
  expect(await answer.text()).toBe(TEXT.toString());
});

test('patches contentHandling, to known values only', async () => {
  await using engine = await startWithFunctions();
  const integration = { type: 'HTTP', integrationHttpMethod: 'POST', uri: 'http://127.0.0.1:9/' } as const;
  const base = await createOneMethod(engine.client, { pathPart: 'a', httpMethod: 'POST', integration });
  const restApiId = base.split('/')[3];
  const { items } = await engine.client.send(new GetResourcesCommand({ restApiId }));
  const resourceId = items?.find(({ path }) => path === '/a')?.id;
  const patch = (value: string) =>
    engine.client.send(
      new UpdateIntegrationCommand({
        restApiId,
        resourceId,
        httpMethod: 'POST',
        patchOperations: [{ op: 'replace', path: '/contentHandling', value }],
      }),
    );
  expect(await patch(TO_TEXT)).toMatchObject({ contentHandling: TO_TEXT });
  await expect(patch('CONVERT')).rejects.toMatchObject({ name: 'BadRequestException' });
  expect(await patch('')).not.toHaveProperty('contentHandling');
});
