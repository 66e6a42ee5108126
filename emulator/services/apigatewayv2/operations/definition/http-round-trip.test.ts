import {
  type ApiGatewayV2Client,
  CreateStageCommand,
  ExportApiCommand,
  GetApiCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  ImportApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import {
  functionArn,
  functionUri,
  startWithFunctions,
} from '../../../apigateway/testing/engine-with-functions.ts';
import { httpClient } from '../../testing/http-api.ts';

const lambda = { type: 'aws_proxy', httpMethod: 'POST', uri: functionArn('f'), payloadFormatVersion: '2.0' };
const origin = {
  type: 'http_proxy',
  httpMethod: 'ANY',
  uri: 'http://127.0.0.1:9/{proxy}',
  payloadFormatVersion: '1.0',
  timeoutInMillis: 5000,
  requestParameters: { 'overwrite:header.x-user': '$context.authorizer.sub' },
  responseParameters: { 403: { 'append:header.x-why': "'no'" } },
};
const responses = { default: { description: 'any' } };

/** A definition with all that an HTTP API can have here. */
const document = {
  openapi: '3.0.1',
  info: { title: 'everything', description: 'all of it', version: '7' },
  paths: {
    '/pets/{id}': {
      get: {
        operationId: 'pet',
        responses,
        security: [{ jwt: ['api/read'] }],
        'x-amazon-apigateway-integration': lambda,
      },
      put: {
        responses,
        security: [{ request: [] }],
        'x-amazon-apigateway-integration': { ...lambda, payloadFormatVersion: '1.0' },
      },
    },
    '/o/{proxy+}': {
      'x-amazon-apigateway-any-method': { responses, 'x-amazon-apigateway-integration': origin },
    },
    '/$default': {
      'x-amazon-apigateway-any-method': { responses, 'x-amazon-apigateway-integration': lambda },
    },
  },
  components: {
    securitySchemes: {
      jwt: {
        type: 'oauth2',
        flows: {},
        'x-amazon-apigateway-authorizer': {
          type: 'jwt',
          identitySource: '$request.header.Authorization',
          jwtConfiguration: { issuer: 'https://issuer.example', audience: ['a', 'b'] },
        },
      },
      request: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          identitySource: '$request.header.Authorization,$request.querystring.q',
          authorizerUri: functionUri('auth'),
          authorizerPayloadFormatVersion: '2.0',
          authorizerResultTtlInSeconds: 30,
          enableSimpleResponses: true,
        },
      },
    },
  },
  'x-amazon-apigateway-cors': {
    allowOrigins: ['https://a.example'],
    allowMethods: ['GET', 'PUT'],
    allowHeaders: ['x-a'],
    exposeHeaders: ['x-b'],
    maxAge: 60,
    allowCredentials: true,
  },
};

/** All that reads show of an API: each route with its integration and its authorizer, without ids and times. */
async function shown(client: ApiGatewayV2Client, ApiId: string | undefined) {
  const {
    ApiId: _id,
    ApiEndpoint: _at,
    CreatedDate: _when,
    $metadata: _meta,
    ...api
  } = await client.send(new GetApiCommand({ ApiId }));
  const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }));
  const { Items: integrations = [] } = await client.send(new GetIntegrationsCommand({ ApiId }));
  const { Items: authorizers = [] } = await client.send(new GetAuthorizersCommand({ ApiId }));
  return {
    api,
    authorizers: authorizers.map(({ AuthorizerId: _authorizer, ...rest }) => rest),
    routes: routes
      .map(({ RouteId: _route, Target, AuthorizerId, ...route }) => {
        const { IntegrationId: _integration, ...integration } =
          integrations.find(({ IntegrationId }) => Target === `integrations/${IntegrationId}`) ?? {};
        const authorizer = authorizers.find((one) => one.AuthorizerId === AuthorizerId)?.Name;
        return { ...route, integration, authorizer };
      })
      .sort((a, b) => String(a.RouteKey).localeCompare(String(b.RouteKey))),
  };
}

test.each(['JSON', 'YAML'] as const)(
  'imports what it exported (%s) as an equal HTTP API, with all that one can have',
  async (OutputType) => {
    await using engine = await startWithFunctions();
    const client = httpClient(engine.endpoint);
    const { ApiId } = await client.send(
      new ImportApiCommand({ Body: JSON.stringify(document), FailOnWarnings: true }),
    );
    await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
    const { body } = await client.send(
      new ExportApiCommand({ ApiId, Specification: 'OAS30', OutputType, StageName: '$default' }),
    );
    const Body = Buffer.from(body ?? []).toString('utf8');
    const again = await client.send(new ImportApiCommand({ Body, FailOnWarnings: true }));
    const before = await shown(client, ApiId);
    expect(before.routes).toHaveLength(4);
    expect(await shown(client, again.ApiId)).toEqual(before);
    client.destroy();
  },
);
