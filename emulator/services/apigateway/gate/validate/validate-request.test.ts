import {
  CreateDeploymentCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { startWithFunctions, type TestEngine } from '../../testing/engine-with-functions.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const PAIR = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'pair',
  type: 'object',
  properties: {
    a: { type: 'number', minimum: 0, exclusiveMinimum: true },
    b: { type: 'string', pattern: '^(x+)+$' },
  },
  required: ['a', 'b'],
};

interface Wanted {
  checks?: { validateRequestBody?: boolean; validateRequestParameters?: boolean };
  requestParameters?: Record<string, boolean>;
  requestModels?: Record<string, string>;
}

/** `POST /{id}` on a mock, with the given checks and the models `pair` and `pairs`. */
async function open({ client, port }: TestEngine, { checks, ...method }: Wanted) {
  const { id: restApiId = '', rootResourceId: parentId } = await client.send(
    new CreateRestApiCommand({ name: 'checked' }),
  );
  const model = (name: string, schema: object) =>
    client.send(
      new CreateModelCommand({
        restApiId,
        name,
        contentType: 'application/json',
        schema: JSON.stringify(schema),
      }),
    );
  await model('pair', PAIR);
  await model('pairs', {
    type: 'array',
    uniqueItems: true,
    items: { $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/pair` },
  });
  const { id: requestValidatorId } = await client.send(
    new CreateRequestValidatorCommand({
      restApiId,
      validateRequestBody: true,
      validateRequestParameters: true,
      ...checks,
    }),
  );
  const { id: resourceId } = await client.send(
    new CreateResourceCommand({ restApiId, parentId, pathPart: '{id}' }),
  );
  const key = { restApiId, resourceId, httpMethod: 'POST' };
  await client.send(
    new PutMethodCommand({ ...key, authorizationType: 'NONE', requestValidatorId, ...method }),
  );
  await client.send(
    new PutIntegrationCommand({
      ...key,
      type: 'MOCK',
      requestTemplates: {
        'application/json': '{"statusCode": 200}',
        'text/plain': '{"statusCode": 200}',
      },
    }),
  );
  await client.send(new PutMethodResponseCommand({ ...key, statusCode: '200' }));
  await client.send(new PutIntegrationResponseCommand({ ...key, statusCode: '200' }));
  const deploy = () => client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  await deploy();
  return {
    restApiId,
    deploy,
    post: (path: string, body = '', headers: Record<string, string> = {}) =>
      rawRequest(port, {
        method: 'POST',
        path: `/_aws/execute-api/${restApiId}/test${path}`,
        body,
        headers: { 'Content-Type': 'application/json', ...headers },
      }),
  };
}

const invalid = {
  status: 400,
  body: '{"message": "Invalid request body"}',
  headers: expect.objectContaining({ 'x-amzn-errortype': 'BadRequestException' }),
};

test('rejects a request without its required parameters, and names them', async () => {
  await using engine = await startWithFunctions();
  const { post } = await open(engine, {
    requestParameters: {
      'method.request.querystring.qs1': true,
      'method.request.querystring.maybe': false,
      'method.request.path.issuer': true,
      'method.request.header.x-header-param': true,
    },
  });
  const missing = (names: string) => ({
    status: 400,
    body: `{"message": "Missing required request parameters: [${names}]"}`,
  });
  expect(await post('/1')).toMatchObject(missing('x-header-param, issuer, qs1'));
  expect(await post('/1?qs1=1', '', { 'X-Header-Param': 'y' })).toMatchObject(missing('issuer'));
});

test('counts a blank parameter as missing, and accepts the others', async () => {
  await using engine = await startWithFunctions();
  const { post } = await open(engine, {
    requestParameters: { 'method.request.querystring.q': true, 'method.request.path.id': true },
  });
  expect(await post('/1?q=')).toMatchObject({
    body: '{"message": "Missing required request parameters: [q]"}',
  });
  expect(await post('/1?q=0')).toMatchObject({ status: 200 });
});

test.each([
  ['fits', '{"a":1,"b":"xx"}', 200],
  ['lacks what is required', '{"a":1}', 400],
  ['has a number that is too small by draft 4', '{"a":0,"b":"x"}', 400],
  ['has another type', '{"a":"1","b":"x"}', 400],
  [
    'is more than 1,000 levels deep (a guess)',
    `{"a":1,"b":${'['.repeat(1001)}${' '.repeat(65_536)}${']'.repeat(1001)}}`,
    400,
  ],
  ['does not match a pattern, however hostile', `{"a":1,"b":"${'x'.repeat(40)}!"}`, 400],
  ['is no JSON', '{', 400],
  ['is empty', '', 400],
])('checks a body that %s', async (_what, body, status) => {
  await using engine = await startWithFunctions();
  const { post } = await open(engine, { requestModels: { 'application/json': 'pair' } });
  const answer = await post('/1', body);
  if (status === 200) expect(answer).toMatchObject({ status });
  else expect(answer).toMatchObject(invalid);
});

test('checks by a model that names another', async () => {
  await using engine = await startWithFunctions();
  const { post } = await open(engine, { requestModels: { 'application/json': 'pairs' } });
  expect(await post('/1', '[{"a":1,"b":"x"}]')).toMatchObject({ status: 200 });
  expect(await post('/1', '[{"a":1}]')).toMatchObject(invalid);
});

test('uses the content type’s model, else the default one, and no other', async () => {
  await using engine = await startWithFunctions();
  const typed = await open(engine, { requestModels: { 'application/json': 'pair' } });
  const text = { 'Content-Type': 'text/plain' };
  expect(await typed.post('/1', 'anything', text)).toMatchObject({ status: 200 });
  expect(await typed.post('/1', '{}', { 'Content-Type': 'application/json; charset=utf-8' })).toMatchObject(
    invalid,
  );
  const all = await open(engine, { requestModels: { $default: 'pair' } });
  expect(await all.post('/1', 'anything', text)).toMatchObject(invalid);
});

test('checks only what the validator asks for', async () => {
  await using engine = await startWithFunctions();
  const requestParameters = { 'method.request.querystring.q': true };
  const requestModels = { 'application/json': 'pair' };
  const parameters = await open(engine, {
    checks: { validateRequestBody: false },
    requestParameters,
    requestModels,
  });
  expect(await parameters.post('/1?q=1', '{}')).toMatchObject({ status: 200 });
  const body = await open(engine, {
    checks: { validateRequestParameters: false },
    requestParameters,
    requestModels,
  });
  expect(await body.post('/1', '{"a":1,"b":"x"}')).toMatchObject({ status: 200 });
});

test('says in a gateway response what is wrong with the body', async () => {
  await using engine = await startWithFunctions();
  const place = await open(engine, { requestModels: { 'application/json': 'pair' } });
  await engine.client.send(
    new PutGatewayResponseCommand({
      restApiId: place.restApiId,
      responseType: 'BAD_REQUEST_BODY',
      statusCode: '422',
      responseTemplates: { 'application/json': '$context.error.validationErrorString' },
    }),
  );
  await place.deploy();
  expect(await place.post('/1', '{"a":"1"}')).toMatchObject({
    status: 422,
    body: '[object has missing required properties (["b"]), instance type (string) does not match any allowed primitive type (allowed: ["number"])]',
  });
});

test('compares the items of a list that must be unique, however many there are', async () => {
  await using engine = await startWithFunctions();
  const { post } = await open(engine, { requestModels: { 'application/json': 'pairs' } });
  const items = Array.from({ length: 40_000 }, (_, a) => ({ a: a + 1, b: 'x' }));
  expect(await post('/1', JSON.stringify(items))).toMatchObject({ status: 200 });
  const again = { b: 'x', a: 7 };
  expect(await post('/1', JSON.stringify([...items, again]))).toMatchObject(invalid);
});
