import {
  type APIGatewayClient,
  CreateDeploymentCommand,
  GetAuthorizersCommand,
  GetExportCommand,
  GetGatewayResponsesCommand,
  GetModelsCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  ImportRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../testing/engine-with-functions.ts';

const POOL = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abcdefghi';
const ok = { 200: { description: '200 response' } };
const lambda = {
  type: 'aws_proxy',
  httpMethod: 'POST',
  uri: functionUri('f'),
  contentHandling: 'CONVERT_TO_TEXT',
  timeoutInMillis: 5000,
};

/** A definition with all that a REST API can have here. */
const document = {
  openapi: '3.0.1',
  info: { title: 'everything', description: 'all of it', version: '7' },
  paths: {
    '/': { 'x-amazon-apigateway-any-method': { responses: ok, 'x-amazon-apigateway-integration': lambda } },
    '/pets/{id}': {
      get: {
        operationId: 'getPet',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'q', in: 'query', required: true, schema: { type: 'string' } },
          { name: 'X-In', in: 'header', schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: '200 response',
            headers: { 'X-Out': { schema: { type: 'string' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
          },
          404: { description: '404 response' },
        },
        security: [{ auth: [] }],
        'x-amazon-apigateway-request-validator': 'all',
        'x-amazon-apigateway-integration': {
          type: 'http',
          httpMethod: 'GET',
          uri: 'http://127.0.0.1:9/pets/{id}',
          requestParameters: {
            'integration.request.path.id': 'method.request.path.id',
            'integration.request.header.X-In': 'method.request.header.X-In',
          },
          requestTemplates: { 'application/json': '{"id":"$input.params(\'id\')"}' },
          passthroughBehavior: 'when_no_templates',
          responses: {
            default: {
              statusCode: '200',
              responseParameters: { 'method.response.header.X-Out': "'out'" },
              responseTemplates: { 'application/json': '$input.body' },
              contentHandling: 'CONVERT_TO_TEXT',
            },
            '4\\d{2}': { statusCode: '404' },
          },
        },
      },
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
        },
        responses: ok,
        security: [{ people: ['api/read'] }],
        'x-amazon-apigateway-request-validator': 'body',
        'x-amazon-apigateway-integration': { ...lambda, type: 'aws_proxy' },
      },
      put: {
        responses: ok,
        security: [{ sigv4: [] }],
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'PUT',
          uri: 'http://127.0.0.1:9/',
        },
      },
      delete: {
        responses: ok,
        security: [{ request: [] }, { api_key: [] }],
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode":200}' },
          responses: { default: { statusCode: '200' } },
        },
      },
    },
  },
  components: {
    schemas: {
      Pet: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string' }, kind: { $ref: '#/components/schemas/Kind' } },
      },
      Kind: { type: 'string', enum: ['dog', 'cat'] },
    },
    securitySchemes: {
      auth: {
        type: 'apiKey',
        name: 'X-Token',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'token',
          authorizerUri: functionUri('auth'),
          identityValidationExpression: '^x-[a-z]+',
          authorizerResultTtlInSeconds: 60,
        },
      },
      request: {
        type: 'apiKey',
        name: 'Unused',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          authorizerUri: functionUri('auth'),
          identitySource: 'method.request.header.X-Token,method.request.querystring.q',
          authorizerResultTtlInSeconds: 0,
        },
      },
      people: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'cognito_user_pools',
        'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [POOL] },
      },
      sigv4: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'awsSigv4',
      },
      api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
    },
  },
  'x-amazon-apigateway-request-validators': {
    all: { validateRequestParameters: true, validateRequestBody: true },
    body: { validateRequestParameters: false, validateRequestBody: true },
  },
  'x-amazon-apigateway-gateway-responses': {
    UNAUTHORIZED: {
      statusCode: 403,
      responseParameters: { 'gatewayresponse.header.X-Why': "'token'" },
      responseTemplates: { 'application/json': '{"no":$context.error.messageString}' },
    },
    DEFAULT_5XX: { responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" } },
  },
  'x-amazon-apigateway-binary-media-types': ['image/png', 'application/octet-stream'],
  'x-amazon-apigateway-minimum-compression-size': 512,
  'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
};

/** All that reads show of an API, with names for ids and without times. */
async function shown(client: APIGatewayClient, restApiId: string) {
  const {
    id: _id,
    rootResourceId: _root,
    createdDate: _at,
    $metadata: _meta,
    ...api
  } = await client.send(new GetRestApiCommand({ restApiId }));
  const lists = await Promise.all([
    client.send(new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500 })),
    client.send(new GetAuthorizersCommand({ restApiId })),
    client.send(new GetRequestValidatorsCommand({ restApiId })),
    client.send(new GetModelsCommand({ restApiId })),
    client.send(new GetGatewayResponsesCommand({ restApiId })),
  ]);
  const [resources, authorizers, validators, models, gatewayResponses] = lists.map(
    ({ items = [] }) => items as { id?: string; name?: string; path?: string }[],
  );
  models?.sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
  let text = JSON.stringify({ api, resources, authorizers, validators, models, gatewayResponses });
  for (const { id: key, name, path } of [resources, authorizers, validators, models].flatMap(
    (list) => list ?? [],
  ))
    if (key) text = text.replaceAll(`"${key}"`, `"the id of ${path ?? name}"`);
  return JSON.parse(text.replaceAll(restApiId, 'API')) as object;
}

test.each([
  ['oas30', 'application/json'],
  ['oas30', 'application/yaml'],
  ['swagger', 'application/json'],
] as const)(
  'imports what it exported (%s, %s) as an equal API, with all that one can have',
  async (exportType, accepts) => {
    await using engine = await startWithFunctions();
    const { client } = engine;
    const { id: restApiId = '', warnings } = await client.send(
      new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(document)), failOnWarnings: true }),
    );
    expect(warnings).toBeUndefined();
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: 's' }));
    const { body = new Uint8Array() } = await client.send(
      new GetExportCommand({
        restApiId,
        stageName: 's',
        exportType,
        accepts,
        parameters: { extensions: 'apigateway' },
      }),
    );
    const again = await client.send(new ImportRestApiCommand({ body, failOnWarnings: true }));
    expect(await shown(client, again.id ?? '')).toEqual(await shown(client, restApiId));
  },
);
