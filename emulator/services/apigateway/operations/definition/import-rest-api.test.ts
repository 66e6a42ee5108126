import {
  type APIGatewayClient,
  CreateDeploymentCommand,
  GetAuthorizersCommand,
  GetMethodCommand,
  GetModelsCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../testing/engine-with-functions.ts';
import { allow } from '../../testing/gated-api.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const mock = (statusCode: number) => ({
  type: 'mock',
  requestTemplates: { 'application/json': { statusCode } },
  responses: {
    default: {
      statusCode: String(statusCode),
      responseParameters: { 'method.response.header.X-Made': "'by import'" },
      responseTemplates: { 'application/json': "$input.params('id')" },
    },
  },
});
const answers = (status: number) => ({
  [status]: { description: 'd', headers: { 'X-Made': { schema: { type: 'string' } } } },
});

const document = {
  openapi: '3.0.1',
  info: { title: 'pets', version: '7', description: 'all pets' },
  servers: [{ url: 'https://x.example/{basePath}', variables: { basePath: { default: 'v1' } } }],
  'x-amazon-apigateway-binary-media-types': ['image/png'],
  'x-amazon-apigateway-request-validators': { none: { validateRequestBody: false } },
  'x-amazon-apigateway-gateway-responses': {
    UNAUTHORIZED: { statusCode: 418, responseTemplates: { 'application/json': '"tea"' } },
  },
  components: {
    schemas: { Pet: { type: 'object', properties: { friend: { $ref: '#/components/schemas/Pet' } } } },
    securitySchemes: {
      auth: {
        type: 'apiKey',
        name: 'X-Token',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'token',
          authorizerUri: functionUri('auth'),
          // Accepted by AWS; that it means the header above is a guess.
          identitySource: '',
          authorizerResultTtlInSeconds: 0,
        },
      },
    },
  },
  paths: {
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'getPet',
        security: [{ auth: [] }],
        responses: answers(200),
        'x-amazon-apigateway-request-validator': 'none',
        'x-amazon-apigateway-integration': mock(200),
      },
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
        responses: answers(201),
        'x-amazon-apigateway-integration': mock(201),
      },
    },
  },
};

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const importApi = (client: APIGatewayClient, value: unknown, parameters?: Record<string, string>) =>
  client.send(new ImportRestApiCommand({ body: bytes(value), parameters }));
const paths = async (client: APIGatewayClient, restApiId: string | undefined) =>
  (await client.send(new GetResourcesCommand({ restApiId }))).items?.map(({ path }) => path);

test('imports OpenAPI 3.0 as an API that answers, gated, once it is deployed', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const api = await importApi(client, document, { endpointConfigurationTypes: 'REGIONAL' });
  expect(api).toMatchObject({
    name: 'pets',
    version: '7',
    description: 'all pets',
    binaryMediaTypes: ['image/png'],
    endpointConfiguration: { types: ['REGIONAL'] },
  });
  const restApiId = api.id;
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
  expect(items.map(({ path }) => path)).toEqual(['/', '/pets', '/pets/{id}']);
  const get = await client.send(
    new GetMethodCommand({ restApiId, resourceId: items[2]?.id, httpMethod: 'GET' }),
  );
  expect(get).toMatchObject({
    authorizationType: 'CUSTOM',
    operationName: 'getPet',
    requestParameters: { 'method.request.path.id': true },
    methodIntegration: { type: 'MOCK', passthroughBehavior: 'WHEN_NO_MATCH' },
  });
  expect((await client.send(new GetAuthorizersCommand({ restApiId }))).items).toMatchObject([
    { name: 'auth', type: 'TOKEN', identitySource: 'method.request.header.X-Token' },
  ]);
  const models = await client.send(new GetModelsCommand({ restApiId }));
  expect(models.items?.map(({ name }) => name)).toEqual(['Pet']);
  expect(models.items?.[0]?.schema).toContain(`/restapis/${restApiId}/models/Pet`);
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 's' }));
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event));
  const ask = (method: string, headers: Record<string, string>) =>
    rawRequest(engine.port, { method, path: `/_aws/execute-api/${restApiId}/s/pets/rex`, headers });
  expect(await ask('GET', {})).toMatchObject({ status: 418, body: '"tea"' });
  expect(await ask('GET', { 'X-Token': 't' })).toMatchObject({
    status: 200,
    body: 'rex',
    headers: { 'x-made': 'by import' },
  });
  expect(await ask('POST', {})).toMatchObject({ status: 201 });
});

const swagger = `
swagger: "2.0"
info: {title: yaml, version: "1"}
basePath: /a/b
paths:
  /test:
    x-amazon-apigateway-any-method:
      responses: {200: {description: ok}}
      x-amazon-apigateway-integration: {type: http_proxy, httpMethod: ANY, uri: "http://127.0.0.1:9/"}
`;

test.each([
  [undefined, ['/', '/test']],
  ['ignore', ['/', '/test']],
  ['prepend', ['/', '/a', '/a/b', '/a/b/test']],
  ['split', ['/', '/b', '/b/test']],
])('imports Swagger 2.0 in YAML, with basepath %s', async (basepath, expected) => {
  await using engine = await startWithFunctions();
  const { id } = await importApi(engine.client, swagger, basepath === undefined ? undefined : { basepath });
  expect(await paths(engine.client, id)).toEqual(expected);
});

test('merges a definition into an API, or overwrites it', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { id: restApiId } = await importApi(client, document);
  const put = (mode: 'merge' | 'overwrite') =>
    client.send(new PutRestApiCommand({ restApiId, mode, body: bytes(swagger) }));
  expect(await put('merge')).toMatchObject({ id: restApiId, name: 'yaml', binaryMediaTypes: ['image/png'] });
  expect(await paths(client, restApiId)).toEqual(['/', '/pets', '/pets/{id}', '/test']);
  expect(await put('overwrite')).not.toHaveProperty('binaryMediaTypes');
  expect(await paths(client, restApiId)).toEqual(['/', '/test']);
});

const withIntegration = (more: object) => ({
  ...document,
  paths: {
    '/a': { get: { responses: {}, 'x-amazon-apigateway-integration': { type: 'mock', ...more } } },
  },
});

test.each([
  ['no definition', 'nonsense', 'BadRequestException', 'Invalid OpenAPI input.'],
  ['another version', { openapi: '4.0.0', paths: {} }, 'BadRequestException', 'Invalid OpenAPI input.'],
  [
    'an extension that is not there',
    { ...document, 'x-amazon-apigateway-policy': {} },
    'NotImplementedException',
    'x-amazon-apigateway-policy',
  ],
  [
    'an integration with a service',
    withIntegration({ type: 'aws' }),
    'NotImplementedException',
    'of the type aws',
  ],
  [
    'credentials',
    withIntegration({ credentials: 'arn:x' }),
    'BadRequestException',
    'Invalid ARN specified in the request',
  ],
  [
    'an integration that cannot be',
    withIntegration({ type: 'http', httpMethod: 'GET', uri: 'x' }),
    'BadRequestException',
    "Errors found during import:\n\tUnable to put integration on 'GET' for resource at path '/a': Invalid HTTP endpoint specified for URI",
  ],
  [
    'a reference to nothing',
    { ...document, paths: { '/a': { $ref: '#/x/y' } } },
    'BadRequestException',
    '#/x/y',
  ],
])('rejects %s, and creates nothing', async (_name, value, name, message) => {
  await using engine = await startWithFunctions();
  await expect(importApi(engine.client, value)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message),
  });
  expect((await engine.client.send(new GetRestApisCommand({}))).items).toEqual([]);
});

test('warns of a parameter that is not text, and fails with failonwarnings', async () => {
  await using engine = await startWithFunctions();
  const odd = withIntegration({ requestParameters: { 'integration.request.header.no': true } });
  const warning =
    "Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.no' of resource '/a' and method 'GET' but got 'true'";
  expect(await importApi(engine.client, odd)).toMatchObject({ warnings: [warning] });
  await expect(
    engine.client.send(new ImportRestApiCommand({ body: bytes(odd), failOnWarnings: true })),
  ).rejects.toMatchObject({ name: 'BadRequestException', message: expect.stringContaining(warning) });
});
