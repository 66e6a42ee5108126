import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../testing/engine-with-functions.ts';
import { createOneMethod } from '../../testing/one-method.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const internal = '{"message": "Internal server error"}';
const lambda = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('f') } as const;

test('gives a function payload 1.0, and returns its status, headers and body', async () => {
  await using engine = await startWithFunctions();
  const events: unknown[] = [];
  engine.functions.set('f', (event: unknown) => {
    events.push(event);
    return {
      statusCode: 201,
      headers: { 'X-One': 'a', 'Content-Type': 'text/plain', 'WWW-Authenticate': 'Basic' },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: 'made',
    };
  });
  const base = await createOneMethod(engine.client, {
    pathPart: '{proxy+}',
    httpMethod: 'ANY',
    integration: lambda,
  });
  const answer = await rawRequest(engine.port, {
    method: 'POST',
    path: `${base}//a/b%2Bc/?x=1&x=2&y=a+b%3D`,
    headers: ['Host', 'h', 'X-Twice', '1', 'X-Twice', '2', 'Content-Length', '2'],
    body: 'hi',
  });
  expect(answer).toMatchObject({ status: 201, body: 'made' });
  expect(answer.rawHeaders).toEqual(expect.arrayContaining(['X-One', 'x-amzn-Remapped-WWW-Authenticate']));
  expect(answer.headers).toMatchObject({ 'set-cookie': ['a=1', 'b=2'], 'content-type': 'text/plain' });
  expect(events).toEqual([
    expect.objectContaining({
      resource: '/{proxy+}',
      path: '/a/b%2Bc/',
      httpMethod: 'POST',
      pathParameters: { proxy: 'a/b%2Bc' },
      queryStringParameters: { x: '2', y: 'a b=' },
      multiValueQueryStringParameters: { x: ['1', '2'], y: ['a b='] },
      headers: expect.objectContaining({ 'X-Twice': '2', 'X-Forwarded-Proto': 'https' }),
      multiValueHeaders: expect.objectContaining({ 'X-Twice': ['1', '2'] }),
      stageVariables: null,
      body: 'hi',
      isBase64Encoded: false,
      requestContext: expect.objectContaining({
        path: '/test//a/b%2Bc/',
        resourcePath: '/{proxy+}',
        protocol: 'HTTP/1.1',
      }),
    }),
  ]);
  expect(engine.runs[0]?.sourceArn).toMatch(/\/test\/POST\/\*$/);
});

test.each([
  ['nothing but {}', () => ({}), 200, ''],
  ['headers alone', () => ({ headers: { a: 'b' } }), 200, ''],
  ['a member that there is not', () => ({ statusCode: 200, wrongValue: 'x' }), 502, internal],
  ['a body that is no text', () => ({ statusCode: 200, body: { a: 1 } }), 502, internal],
  ['null', () => null, 502, internal],
  ['no JSON', () => 'what?', 502, internal],
  ['a status in text', () => ({ statusCode: '204' }), 204, ''],
  [
    'an error',
    () => {
      throw new Error('Unauthorized');
    },
    502,
    internal,
  ],
])('a function that answers %s', async (_name, answer, status, body) => {
  await using engine = await startWithFunctions();
  engine.functions.set('f', answer);
  const base = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: lambda,
  });
  expect(await rawRequest(engine.port, { path: `${base}/a` })).toMatchObject({ status, body });
});

test('answers 500 if the function may not be invoked, or the method is not POST', async () => {
  await using engine = await startWithFunctions();
  const base = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: lambda,
  });
  const answer = await rawRequest(engine.port, { path: `${base}/a` });
  expect(answer).toMatchObject({ status: 500, body: internal });
  expect(answer.headers['x-amzn-errortype']).toBe('InternalServerErrorException');

  engine.functions.set('f', () => ({}));
  const byGet = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: { ...lambda, integrationHttpMethod: 'GET' },
  });
  expect(await rawRequest(engine.port, { path: `${byGet}/a` })).toMatchObject({
    status: 500,
    body: internal,
  });
});

test('encodes binary bodies as base64 where the API says so', async () => {
  await using engine = await startWithFunctions();
  const bytes = Buffer.from([0, 255, 128, 10]);
  const events: { body: string; isBase64Encoded: boolean }[] = [];
  engine.functions.set('f', (event: { body: string; isBase64Encoded: boolean }) => {
    events.push(event);
    return { headers: { 'Content-Type': 'image/png' }, body: event.body, isBase64Encoded: true };
  });
  const base = await createOneMethod(engine.client, {
    api: { binaryMediaTypes: ['image/png'] },
    pathPart: 'a',
    httpMethod: 'POST',
    integration: lambda,
  });
  const post = async (accept: string) => {
    const response = await fetch(`${engine.endpoint}${base}/a`, {
      method: 'POST',
      headers: { 'Content-Type': 'image/png', Accept: accept },
      body: bytes,
    });
    return Buffer.from(await response.arrayBuffer());
  };
  expect(await post('image/png')).toEqual(bytes);
  expect((await post('text/html, image/png')).toString()).toBe(bytes.toString('base64'));
  expect(events[0]).toMatchObject({ isBase64Encoded: true, body: bytes.toString('base64') });
  engine.functions.set('f', () => ({ body: 'no base64!', isBase64Encoded: true }));
  const broken = await rawRequest(engine.port, {
    method: 'POST',
    path: `${base}/a`,
    headers: { Accept: 'image/png' },
  });
  expect(broken).toMatchObject({ status: 500, body: internal });
});

test('spells Authorization for a function, adds the trace id, strips what stays at the gate, and returns both kinds of its headers', async () => {
  await using engine = await startWithFunctions();
  const events: { headers: Record<string, string> }[] = [];
  engine.functions.set('f', (event: { headers: Record<string, string> }) => {
    events.push(event);
    return {
      headers: { 'Set-Cookie': 'c=3', 'X-One': 'a' },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'X-One': ['a'] },
    };
  });
  const base = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: lambda,
  });
  const kept = ['Content-MD5', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'TE', 'WWW-Authenticate'];
  const answer = await rawRequest(engine.port, {
    path: `${base}/a`,
    headers: ['Host', 'h', 'authorization', 'x', 'constructor', 'y', ...kept.flatMap((name) => [name, 'z'])],
  });
  expect(answer.headers).toMatchObject({ 'set-cookie': ['a=1', 'b=2', 'c=3'], 'x-one': 'a' });
  expect(events[0]?.headers).toMatchObject({
    Authorization: 'x',
    constructor: 'y',
    'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-/),
  });
  for (const name of ['authorization', ...kept]) expect(events[0]?.headers).not.toHaveProperty([name]);
  engine.functions.set('f', () => ({ multiValueHeaders: { 'X-One': 'a' } }));
  expect(await rawRequest(engine.port, { path: `${base}/a` })).toMatchObject({ status: 502, body: internal });
});

test('takes requestParameters of a function’s integration, without effect', async () => {
  await using engine = await startWithFunctions();
  engine.functions.set('f', (event: unknown) => ({ body: JSON.stringify(event) }));
  const base = await createOneMethod(engine.client, {
    pathPart: '{id}',
    httpMethod: 'GET',
    method: { requestParameters: { 'method.request.path.id': true } },
    integration: {
      ...lambda,
      requestParameters: {
        'integration.request.header.X-Set': "'set'",
        'integration.request.querystring.q': "'set'",
        'integration.request.path.id': 'method.request.path.id',
      },
    },
  });
  const { status, body } = await rawRequest(engine.port, { path: `${base}/seven` });
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    queryStringParameters: null,
    pathParameters: { id: 'seven' },
    headers: expect.not.objectContaining({ 'X-Set': 'set' }),
  });
});
