import {
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  type PutIntegrationRequest,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  type PutMethodRequest,
  PutMethodResponseCommand,
  TestInvokeMethodCommand,
  type TestInvokeMethodRequest,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../testing/engine-with-functions.ts';
import { startOrigin } from '../../testing/origin.ts';

type Key = 'restApiId' | 'resourceId' | 'httpMethod';

async function open(
  httpMethod: string,
  integration: Omit<PutIntegrationRequest, Key>,
  method: Partial<PutMethodRequest> = {},
) {
  const engine = await startWithFunctions();
  const { client } = engine;
  const { id: restApiId, rootResourceId: parentId } = await client.send(
    new CreateRestApiCommand({ name: 'tried' }),
  );
  const { id: resourceId } = await client.send(
    new CreateResourceCommand({ restApiId, parentId, pathPart: '{petId}' }),
  );
  const key = { restApiId, resourceId, httpMethod };
  await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE', ...method }));
  await client.send(new PutIntegrationCommand({ ...key, ...integration }));
  await client.send(new PutMethodResponseCommand({ ...key, statusCode: '200' }));
  await client.send(
    new PutIntegrationResponseCommand({
      ...key,
      statusCode: '200',
      responseTemplates: { 'application/json': '{"petId": "$input.params(\'petId\')"}' },
    }),
  );
  return {
    engine,
    attempt: (more: Partial<TestInvokeMethodRequest> = {}) =>
      client.send(new TestInvokeMethodCommand({ ...key, ...more })),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

const mock = { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } } as const;

/** The lines of a log without their times. */
function lines(log = ''): string[] {
  return log
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^\w{3} \w{3} \d{2} \d{2}:\d{2}:\d{2} UTC \d{4} : /, ''))
    .map((line) => line.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'ID'));
}

test('invokes ANY by the name of a method that it stands for', async () => {
  await using place = await open('ANY', mock);
  const asked = { httpMethod: 'PATCH', pathWithQueryString: '/123' };
  const answer = await place.attempt(asked);
  expect(answer).toMatchObject({ status: 200, body: '{"petId": "123"}' });
  expect(answer.log).toContain('HTTP Method: PATCH, Resource Path: /123');
});

test('invokes a method that is not deployed, without its API key, and shows AWS’s log', async () => {
  await using place = await open('GET', mock, { apiKeyRequired: true });
  const answer = await place.attempt({ pathWithQueryString: '/123?a=b', headers: { 'X-One': '1' } });
  expect(answer).toMatchObject({
    status: 200,
    body: '{"petId": "123"}',
    headers: { 'Content-Type': 'application/json' },
    multiValueHeaders: { 'Content-Type': ['application/json'] },
    latency: expect.any(Number),
  });
  expect(lines(answer.log)).toEqual([
    'Execution log for request ID',
    'Starting execution for request: ID',
    'HTTP Method: GET, Resource Path: /123',
    'Method request path: {petId=123}',
    'Method request query string: {a=b}',
    'Method request headers: {X-One=1}',
    'Method request body before transformations: ',
    'Method response body after transformations: {"petId": "123"}',
    'Method response headers: {Content-Type=application/json}',
    'Successfully completed execution',
    'Method completed with status: 200',
  ]);
});

test.each([
  [undefined, '{"petId": "{petId}"}', 'Method request path: {petId={petId}}'],
  ['/random/test', '{"petId": ""}', 'Method request path: {}'],
])('reads the path %s as AWS does', async (pathWithQueryString, body, line) => {
  await using place = await open('GET', mock);
  const answer = await place.attempt({ pathWithQueryString });
  expect(answer.body).toBe(body);
  expect(lines(answer.log)).toContain(line);
});

test('sends a function the event of the stage test-invoke-stage', async () => {
  await using place = await open('POST', {
    type: 'AWS_PROXY',
    integrationHttpMethod: 'POST',
    uri: functionUri('f'),
  });
  place.engine.functions.set('f', ({ body, headers, requestContext }: never) => ({
    statusCode: 201,
    headers: { 'X-Made': 'yes' },
    body: JSON.stringify([body, Object.keys(headers), (requestContext as { stage: string }).stage]),
  }));
  const answer = await place.attempt({ body: '{"a":1}', headers: { 'Content-Type': 'application/json' } });
  expect(answer.status).toBe(201);
  expect(answer.headers).toMatchObject({ 'X-Made': 'yes' });
  expect(JSON.parse(answer.body ?? '')).toMatchObject(['{"a":1}', expect.anything(), 'test-invoke-stage']);
  expect(JSON.parse(answer.body ?? '')[1]).not.toContain('User-Agent');
});

test('calls an endpoint, and logs where', async () => {
  await using origin = await startOrigin((_request, response) => {
    response.setHeader('X-Origin', 'here');
    response.end('fine');
  });
  await using place = await open('GET', {
    type: 'HTTP_PROXY',
    integrationHttpMethod: 'GET',
    uri: `${origin.url}/x`,
  });
  const answer = await place.attempt();
  expect(answer).toMatchObject({ status: 200, body: 'fine', headers: { 'X-Origin': 'here' } });
  expect(lines(answer.log)).toContain(`Endpoint request URI: ${origin.url}/x`);
});

test('answers a failure as a client would see it', async () => {
  await using place = await open('GET', { type: 'MOCK', requestTemplates: { 'application/json': '{}' } });
  const answer = await place.attempt();
  expect(answer).toMatchObject({
    status: 500,
    body: '{"message": "Internal server error"}',
    headers: { 'x-amzn-ErrorType': 'InternalServerErrorException' },
  });
  expect(lines(answer.log).slice(-2)).toEqual([
    'Execution failed due to configuration error: Unable to parse statusCode. It should be an integer that is defined.',
    'Method completed with status: 500',
  ]);
});
