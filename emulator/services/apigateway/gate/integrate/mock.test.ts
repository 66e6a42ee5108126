import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { createOneMethod } from '../../testing/one-method.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const internal = '{"message": "Internal server error"}';

test('answers a CORS preflight by a mock, as the console sets one up', async () => {
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

test('selects a mock’s response by the status from its template, which sees the request', async () => {
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

test('answers 500 for a mock without a status, 415 for a body type without a template', async () => {
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

test('applies a mock’s request template overrides to the answer and its template', async () => {
  await using engine = await startWithFunctions();
  const mock = (responseTemplates: Record<string, string>) =>
    createOneMethod(engine.client, {
      pathPart: 'a',
      httpMethod: 'GET',
      integration: {
        type: 'MOCK',
        requestTemplates: {
          'application/json':
            '#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = "bar")' +
            '$context.requestOverride.path.put("p", "b")#set($context.requestOverride.querystring["q"] = "c")' +
            '{"statusCode": 200,}',
        },
      },
      answers: { 200: [] },
      responses: [{ statusCode: '200', responseTemplates }],
    });
  const plain = await mock({});
  expect(await rawRequest(engine.port, { path: `${plain}/a` })).toMatchObject({
    status: 444,
    headers: { foo: 'bar' },
    body: '',
  });
  const templated = await mock({
    'application/json':
      '$context.responseOverride.status $context.requestOverride.path.p$context.requestOverride.querystring.q',
  });
  expect(await rawRequest(engine.port, { path: `${templated}/a` })).toMatchObject({
    status: 444,
    body: '444 bc',
  });
});
