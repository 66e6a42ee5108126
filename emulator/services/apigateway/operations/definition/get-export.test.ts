import { CreateDeploymentCommand, GetExportCommand, ImportRestApiCommand } from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { functionUri, startWithFunctions } from '../../testing/engine-with-functions.ts';

const document = {
  swagger: '2.0',
  info: { title: 'pets', version: '1.0.0' },
  schemes: ['https'],
  paths: {
    '/pets/{petId}': {
      get: {
        operationId: 'GetPet',
        produces: ['application/json'],
        parameters: [{ name: 'petId', in: 'path', required: true, type: 'string' }],
        responses: {
          200: {
            description: '200 response',
            schema: { $ref: '#/definitions/Pet' },
            headers: { 'X-A': { type: 'string' } },
          },
        },
        security: [{ auth: [] }],
        'x-amazon-apigateway-integration': {
          type: 'http',
          httpMethod: 'GET',
          uri: 'http://127.0.0.1:9/pets/{petId}',
          responses: {
            default: { statusCode: '200', responseParameters: { 'method.response.header.X-A': "'*'" } },
          },
          requestParameters: { 'integration.request.path.petId': 'method.request.path.petId' },
          passthroughBehavior: 'when_no_match',
        },
      },
    },
  },
  securityDefinitions: {
    auth: {
      type: 'apiKey',
      name: 'X-Token',
      in: 'header',
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': {
        authorizerUri: functionUri('auth'),
        identitySource: 'method.request.header.X-Token',
        authorizerResultTtlInSeconds: 60,
        type: 'token',
      },
    },
  },
  definitions: {
    Pet: { type: 'object', properties: { kind: { $ref: '#/definitions/Kind' } } },
    Kind: { type: 'string', enum: ['dog'] },
  },
};

test('exports what was imported, in both formats, with and without extensions, in JSON and YAML', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { id: restApiId } = await client.send(
    new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(document)) }),
  );
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'local' }));
  const get = async (exportType: string, parameters?: Record<string, string>, accepts?: string) => {
    const answer = await client.send(
      new GetExportCommand({ restApiId, stageName: 'local', exportType, parameters, accepts }),
    );
    return { ...answer, text: Buffer.from(answer.body ?? []).toString('utf8') };
  };
  const full = await get('swagger', { extensions: 'apigateway' });
  expect(full.contentDisposition).toBe('attachment; filename="swagger_1.0.0.json"');
  expect(JSON.parse(full.text)).toEqual({
    ...document,
    host: `${restApiId}.execute-api.us-east-1.amazonaws.com`,
    basePath: '/local',
  });
  const plain = await get('oas30', undefined, 'application/yaml');
  expect(plain.contentDisposition).toBe('attachment; filename="oas30_1.0.0.yaml"');
  expect(plain.text).not.toContain('x-amazon');
  expect(parse(plain.text)).toMatchObject({
    openapi: '3.0.1',
    servers: [{ variables: { basePath: { default: 'local' } } }],
    paths: {
      '/pets/{petId}': {
        get: {
          parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
          },
        },
      },
    },
    components: {
      schemas: { Pet: { properties: { kind: { $ref: '#/components/schemas/Kind' } } } },
      securitySchemes: { auth: { type: 'apiKey', name: 'X-Token', in: 'header' } },
    },
  });
  await expect(get('raml')).rejects.toMatchObject({ name: 'BadRequestException' });
});
