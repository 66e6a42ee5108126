import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../testing/engine-with-functions.ts';
import { createOneMethod } from '../../testing/one-method.ts';
import { startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import type { Exchange } from '../exchange.ts';
import { renderTemplate } from '../template/render-template.ts';

const internal = '{"message": "Internal server error"}';
const lambda = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('f') } as const;

test('a mock answers a CORS preflight as the console sets one up', async () => {
  await using engine = await startWithFunctions();
  const base = await createOneMethod(engine.client, {
    pathPart: 'pets',
    httpMethod: 'OPTIONS',
    integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } },
    answers: { 200: ['Access-Control-Allow-Origin', 'Access-Control-Allow-Methods'] },
    responses: [
      {
        statusCode: '200',
        responseParameters: {
          'method.response.header.Access-Control-Allow-Origin': "'*'",
          'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS'",
        },
      },
    ],
  });
  const answer = await rawRequest(engine.port, { method: 'OPTIONS', path: `${base}/pets` });
  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET,OPTIONS',
    'content-type': 'application/json',
  });
});

test('a mock selects its response by the status that its template makes, and templates see the request', async () => {
  await using engine = await startWithFunctions();
  const base = await createOneMethod(engine.client, {
    pathPart: '{id}',
    httpMethod: 'GET',
    integration: {
      type: 'MOCK',
      requestTemplates: {
        'application/json':
          '#if($input.params("id") == "gone"){"statusCode": 404}#else{"statusCode": 200}#end',
      },
    },
    answers: { 200: [], 404: [] },
    responses: [
      {
        statusCode: '200',
        responseTemplates: {
          'application/json':
            '{"id":"$input.params(\'id\')","q":"$input.params(\'q\')","stage":"$context.stage","v":"$stageVariables.v"}',
        },
      },
      { statusCode: '404', selectionPattern: '4\\d{2}', responseTemplates: { 'application/json': 'gone' } },
    ],
    variables: { v: 'blue' },
  });
  const get = (path: string) => rawRequest(engine.port, { path: `${base}${path}` });
  expect(await get('/seven?q=x')).toMatchObject({
    status: 200,
    body: '{"id":"seven","q":"x","stage":"test","v":"blue"}',
  });
  expect(await get('/gone')).toMatchObject({ status: 404, body: 'gone' });
});

test('a mock without a status is 500, and a body type without a template 415', async () => {
  await using engine = await startWithFunctions();
  const mock = (requestTemplates: Record<string, string>, passthroughBehavior: string) =>
    createOneMethod(engine.client, {
      pathPart: 'a',
      httpMethod: 'POST',
      integration: { type: 'MOCK', requestTemplates, passthroughBehavior },
    });
  const none = await mock({}, 'WHEN_NO_MATCH');
  expect(await rawRequest(engine.port, { method: 'POST', path: `${none}/a` })).toMatchObject({
    status: 500,
    body: internal,
  });
  const json = await mock({ 'application/json': '{"statusCode":200}' }, 'WHEN_NO_TEMPLATES');
  const headers = { 'Content-Type': 'text/plain' };
  expect(await rawRequest(engine.port, { method: 'POST', path: `${json}/a`, headers })).toMatchObject({
    status: 415,
    body: '{"message":"Unsupported Media Type"}',
  });
});

test('a function sees a request as payload 1.0 and answers with status, headers and body', async () => {
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

test('a function that may not be invoked, or not by POST, is 500', async () => {
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

test('binary bodies travel as base64 where the API says so', async () => {
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

test('an HTTP endpoint gets what templates and mappings say, and its answer goes through the responses', async () => {
  await using origin = await startOrigin((request, response) => {
    response.writeHead(request.url === '/x?wanted=7' ? 200 : 418, { 'X-Of-Origin': 'yes' });
    response.end('{"name":"Ada"}');
  });
  await using engine = await startWithFunctions();
  const base = await createOneMethod(engine.client, {
    pathPart: '{id}',
    httpMethod: 'POST',
    method: { requestParameters: { 'method.request.path.id': true, 'method.request.header.X-In': false } },
    integration: {
      type: 'HTTP',
      integrationHttpMethod: 'PUT',
      uri: `${origin.url}/x`,
      requestParameters: {
        'integration.request.querystring.wanted': 'method.request.path.id',
        'integration.request.header.X-Name': 'method.request.body.name',
      },
      requestTemplates: { 'application/json': '{"n":$input.json("$.name")}' },
    },
    answers: { 200: ['X-Out'], 502: [] },
    responses: [
      {
        statusCode: '200',
        selectionPattern: '2..',
        responseParameters: { 'method.response.header.X-Out': 'integration.response.header.X-Of-Origin' },
        responseTemplates: { 'application/json': '{"hello":"$input.path("$.name")"}' },
      },
      { statusCode: '502', responseTemplates: { 'application/json': 'no luck' } },
    ],
  });
  const post = (id: string) =>
    rawRequest(engine.port, {
      method: 'POST',
      path: `${base}/${id}`,
      headers: { 'X-In': 'client', 'Content-Type': 'application/json', Authorization: 'secret' },
      body: '{"name":"ada"}',
    });
  const answer = await post('7');
  expect(answer).toMatchObject({ status: 200, body: '{"hello":"Ada"}' });
  expect(answer.headers).toMatchObject({ 'x-out': 'yes' });
  expect(origin.seen[0]).toMatchObject({ method: 'PUT', url: '/x?wanted=7', body: '{"n":"ada"}' });
  expect(origin.seen[0]?.headers).toMatchObject({ 'x-name': 'ada', accept: 'application/json' });
  expect(origin.seen[0]?.headers).not.toHaveProperty('authorization');
  expect(await post('8')).toMatchObject({ status: 502, body: 'no luck' });
});

test('what an integration would not use is refused by name', async () => {
  await using engine = await startWithFunctions();
  const put = (integration: object) =>
    createOneMethod(engine.client, { pathPart: 'a', httpMethod: 'GET', integration: integration as never });
  await expect(put({ ...lambda, requestTemplates: { 'application/json': '{}' } })).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: expect.stringContaining('requestTemplates'),
  });
  await expect(put({ ...lambda, credentials: 'arn:aws:iam::0:role/x' })).rejects.toMatchObject({
    message: expect.stringContaining('credentials'),
  });
  await expect(put({ type: 'AWS', integrationHttpMethod: 'POST', uri: 'arn:x' })).rejects.toMatchObject({
    message: expect.stringContaining('type "AWS"'),
  });
  await expect(
    put({
      type: 'HTTP',
      integrationHttpMethod: 'GET',
      uri: 'http://x/',
      requestParameters: { 'integration.request.header.A': 'true' },
    }),
  ).rejects.toMatchObject({
    name: 'BadRequestException',
    message:
      'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]',
  });
});

test('a template can override headers, path and query of a request, and sees what is known of the caller', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const base = await createOneMethod(engine.client, {
    pathPart: '{id}',
    httpMethod: 'POST',
    method: { requestParameters: { 'method.request.path.id': true } },
    integration: {
      type: 'HTTP',
      integrationHttpMethod: 'POST',
      uri: `${origin.url}/pets/{id}`,
      requestParameters: {
        'integration.request.path.id': 'method.request.path.id',
        'integration.request.querystring.a': "'mapped'",
        'integration.request.querystring.b': "'mapped'",
      },
      requestTemplates: {
        'application/json':
          '#set($context.requestOverride.path.id = "over ridden")' +
          '#set($context.requestOverride.querystring.a = "x&y")' +
          '#set($context.requestOverride.header.X-Over = "yes")' +
          '{"ip":"$context.identity.sourceIp","user":"$context.identity.user","agent":"$context.identity.userAgent"}',
      },
    },
    answers: { 200: [] },
    responses: [{ statusCode: '200' }],
  });
  const headers = { 'User-Agent': 'curl' };
  expect(await rawRequest(engine.port, { method: 'POST', path: `${base}/7`, headers })).toMatchObject({
    status: 200,
  });
  expect(origin.seen[0]).toMatchObject({
    url: '/pets/over%20ridden?b=mapped&a=x%26y',
    body: '{"ip":"127.0.0.1","user":"","agent":"curl"}',
    headers: { 'x-over': 'yes' },
  });
});

test('an endpoint that does not speak TLS, or not with a trusted certificate, is a 500 of the API’s configuration', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  for (const type of ['HTTP_PROXY', 'HTTP'] as const) {
    const base = await createOneMethod(engine.client, {
      pathPart: 'a',
      httpMethod: 'GET',
      integration: { type, integrationHttpMethod: 'GET', uri: origin.url.replace('http:', 'https:') },
    });
    expect(await rawRequest(engine.port, { path: `${base}/a` })).toMatchObject({
      status: 500,
      body: internal,
    });
  }
  expect(engine.defects).toEqual([]);
});

test('headers of more than 10,240 bytes are 431 (of what body is a guess), and never reach the endpoint', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const base = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: { type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: origin.url },
  });
  const get = (size: number) =>
    rawRequest(engine.port, { path: `${base}/a`, headers: ['Host', '', 'X-Big', 'x'.repeat(size)] });
  expect(await get(10_000)).toMatchObject({ status: 200 });
  expect(await get(10_241)).toMatchObject({
    status: 431,
    body: '{"message":"HTTP header is larger than 10240 bytes."}',
  });
  expect(origin.seen).toHaveLength(1);
});

test('an empty template lets a body pass as it is', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const templates = { 'application/json': '' };
  const base = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'POST',
    integration: {
      type: 'HTTP',
      integrationHttpMethod: 'POST',
      uri: origin.url,
      requestTemplates: templates,
      passthroughBehavior: 'NEVER',
    },
    answers: { 200: [] },
    responses: [{ statusCode: '200', responseTemplates: templates }],
  });
  const answer = await rawRequest(engine.port, { method: 'POST', path: `${base}/a`, body: '{"as":"it is"}' });
  expect(answer).toMatchObject({ status: 200, body: '{"from":"origin"}' });
  expect(origin.seen[0]?.body).toBe('{"as":"it is"}');
});

test('a template sees the claims of a user pool’s token, and what an authorizer said', () => {
  const exchange = {
    request: { rawHeaders: [], socket: {}, headers: {}, httpVersion: '1.1' },
    stage: { variables: {} },
    startedAt: 0,
    pathParameters: {},
    authorizer: {
      principalId: 'ada',
      context: { 'claims.sub': 'ada', 'claims.cognito:groups': 'a,b' },
      claims: { claims: { sub: 'ada', 'cognito:groups': 'a,b' } },
      cached: false,
    },
  } as unknown as Exchange;
  const template =
    "$context.authorizer.principalId $context.authorizer.claims.sub $context.authorizer.claims['cognito:groups']";
  expect(renderTemplate(exchange, template, '').text).toBe('ada ada a,b');
});
