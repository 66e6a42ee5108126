import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../testing/engine-with-functions.ts';
import { createOneMethod } from '../../testing/one-method.ts';
import { startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const internal = '{"message": "Internal server error"}';
const lambda = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('f') } as const;

test('sends an HTTP endpoint what templates and mappings say, and maps its answer', async () => {
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

test('refuses by name settings that the integration would not use', async () => {
  await using engine = await startWithFunctions();
  const put = (integration: object) =>
    createOneMethod(engine.client, { pathPart: 'a', httpMethod: 'GET', integration: integration as never });
  await expect(put({ ...lambda, credentials: 'arn:aws:iam::*:user/*' })).rejects.toMatchObject({
    message: expect.stringContaining('credentials'),
  });
  await expect(put({ type: 'AWS', integrationHttpMethod: 'POST', uri: 'arn:x' })).rejects.toMatchObject({
    message: expect.stringContaining('type "AWS"'),
  });
  // AWS accepts these, without effect.
  await put({ ...lambda, requestTemplates: { 'application/json': '{}' } });
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

test('answers 500 (API configuration error) for an endpoint without TLS, or with an untrusted certificate', async () => {
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
