import {
  CreateDeploymentCommand,
  GetExportCommand,
  GetMethodCommand,
  GetResourcesCommand,
  ImportRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../testing/engine-with-functions.ts';

const document = {
  openapi: '3.0.1',
  info: { title: 'limited', version: '1' },
  'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
  'x-amazon-apigateway-request-validators': {
    all: { validateRequestParameters: true, validateRequestBody: true },
  },
  components: {
    securitySchemes: {
      api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      auth: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: functionUri('auth') },
      },
    },
  },
  paths: {
    '/a': {
      get: {
        security: [{ auth: [], api_key: [] }],
        responses: {},
        'x-amazon-apigateway-request-validator': 'all',
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          passthroughBehavior: 'when_no_match',
        },
      },
    },
  },
};

const text = (body: Uint8Array | undefined) => JSON.parse(Buffer.from(body ?? []).toString('utf8'));

test('imports API keys, their source and validators, and exports them again', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const body = Buffer.from(JSON.stringify(document));
  const { id: restApiId, apiKeySource } = await client.send(new ImportRestApiCommand({ body }));
  expect(apiKeySource).toBe('AUTHORIZER');
  const { items } = await client.send(new GetResourcesCommand({ restApiId }));
  const resourceId = items?.find(({ path }) => path === '/a')?.id;
  const method = await client.send(new GetMethodCommand({ restApiId, resourceId, httpMethod: 'GET' }));
  expect(method).toMatchObject({
    apiKeyRequired: true,
    authorizationType: 'CUSTOM',
    requestValidatorId: expect.stringMatching(/^[a-z0-9]{6}$/),
  });
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  const exported = await client.send(
    new GetExportCommand({
      restApiId,
      stageName: 'test',
      exportType: 'oas30',
      parameters: { extensions: 'apigateway' },
    }),
  );
  expect(text(exported.body)).toMatchObject({
    'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
    'x-amazon-apigateway-request-validators': document['x-amazon-apigateway-request-validators'],
    paths: {
      '/a': {
        get: {
          security: [{ auth: [] }, { api_key: [] }],
          'x-amazon-apigateway-request-validator': 'all',
        },
      },
    },
    components: {
      securitySchemes: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
    },
  });
});

test('rejects an unknown source of API keys', async () => {
  await using engine = await startWithFunctions();
  const body = Buffer.from(JSON.stringify({ ...document, 'x-amazon-apigateway-api-key-source': 'QUERY' }));
  await expect(engine.client.send(new ImportRestApiCommand({ body }))).rejects.toMatchObject({
    name: 'BadRequestException',
  });
});
