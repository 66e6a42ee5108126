import {
  type ApiGatewayV2Client,
  CreateStageCommand,
  ExportApiCommand,
  GetApisCommand,
  GetRoutesCommand,
  ImportApiCommand,
  ReimportApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import {
  functionArn,
  functionUri,
  startWithFunctions,
} from '../../../apigateway/testing/engine-with-functions.ts';
import { rawRequest } from '../../../apigateway/testing/raw-request.ts';
import { httpClient } from '../../testing/http-api.ts';

const integration = {
  type: 'aws_proxy',
  httpMethod: 'POST',
  uri: functionArn('f'),
  payloadFormatVersion: '2.0',
};
const operation = (more: object = {}) => ({
  'x-amazon-apigateway-integration': integration,
  ...more,
});
const document = {
  openapi: '3.0.1',
  info: { title: 'pets', version: '3' },
  'x-amazon-apigateway-cors': { allowOrigins: ['https://a.example'] },
  components: {
    securitySchemes: {
      auth: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          identitySource: '$request.header.Authorization',
          authorizerUri: functionUri('auth'),
          authorizerPayloadFormatVersion: '2.0',
          enableSimpleResponses: true,
        },
      },
    },
  },
  paths: {
    '/pets/{id}': { get: operation({ operationId: 'pet', security: [{ auth: [] }] }) },
    '/$default': { 'x-amazon-apigateway-any-method': operation() },
  },
};
const keys = async (client: ApiGatewayV2Client, ApiId: string | undefined) =>
  (await client.send(new GetRoutesCommand({ ApiId }))).Items?.map(({ RouteKey }) => RouteKey);

test('imports an HTTP API, exports it unchanged, and reimports another over it', async () => {
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const api = await client.send(new ImportApiCommand({ Body: JSON.stringify(document) }));
  expect(api).toMatchObject({
    Name: 'pets',
    Version: '3',
    ProtocolType: 'HTTP',
    CorsConfiguration: { AllowOrigins: ['https://a.example'] },
  });
  const { ApiId } = api;
  expect(await keys(client, ApiId)).toEqual(['GET /pets/{id}', '$default']);
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  engine.functions.set('f', (event: { routeKey: string }) => ({ statusCode: 200, body: event.routeKey }));
  engine.functions.set('auth', () => ({ isAuthorized: true }));
  const get = (path: string, headers: Record<string, string> = {}) =>
    rawRequest(engine.port, { path: `/_aws/execute-api/${ApiId}${path}`, headers });
  expect(await get('/pets/1')).toMatchObject({ status: 401 });
  expect(await get('/pets/1', { Authorization: 'x' })).toMatchObject({ status: 200, body: 'GET /pets/{id}' });
  expect(await get('/other')).toMatchObject({ status: 200, body: '$default' });
  const exported = await client.send(
    new ExportApiCommand({ ApiId, Specification: 'OAS30', OutputType: 'JSON', StageName: '$default' }),
  );
  const text = Buffer.from(exported.body ?? []).toString('utf8');
  expect(JSON.parse(text)).toMatchObject(document);
  const yaml = 'openapi: 3.0.1\ninfo: {title: less}\npaths: {}\n';
  expect(await client.send(new ReimportApiCommand({ ApiId, Body: yaml }))).toMatchObject({
    ApiId,
    Name: 'less',
  });
  expect(await keys(client, ApiId)).toEqual([]);
  expect(await get('/other')).toMatchObject({ status: 404 });
  client.destroy();
});

test.each([
  ['Swagger 2.0', { swagger: '2.0', paths: {} }, 'BadRequestException', 'OpenAPI 3.0'],
  [
    'an extension that is not there',
    { ...document, 'x-amazon-apigateway-policy': {} },
    'NotImplementedException',
    'policy',
  ],
  [
    'credentials',
    {
      ...document,
      paths: {
        '/a': { get: { 'x-amazon-apigateway-integration': { ...integration, credentials: 'arn:x' } } },
      },
    },
    'BadRequestException',
    'Invalid ARN specified in the request',
  ],
])('rejects %s, and creates nothing', async (_name, body, name, message) => {
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  await expect(client.send(new ImportApiCommand({ Body: JSON.stringify(body) }))).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message),
  });
  expect((await client.send(new GetApisCommand({}))).Items).toEqual([]);
  client.destroy();
});
