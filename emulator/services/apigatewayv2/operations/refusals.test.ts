import {
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { httpClient, proxyTo } from '../testing/http-api.ts';

test('refuses what it would not honour, or what would leave a route open', async () => {
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  await expect(
    client.send(new CreateApiCommand({ Name: 'w', ProtocolType: 'WEBSOCKET' })),
  ).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: expect.stringContaining('WEBSOCKET'),
  });
  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'a', ProtocolType: 'HTTP' }));
  const route = (more: object) => client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /', ...more }));
  await expect(route({ AuthorizationType: 'CUSTOM' })).rejects.toMatchObject({ name: 'BadRequestException' });
  await expect(route({ AuthorizationType: 'JWT', AuthorizerId: 'nosuch' })).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  await expect(route({ ApiKeyRequired: true })).rejects.toMatchObject({ name: 'NotImplementedException' });
  await expect(route({ RouteKey: 'FETCH /' })).rejects.toMatchObject({ name: 'BadRequestException' });
  const integration = (more: object) =>
    client.send(new CreateIntegrationCommand({ ApiId, ...proxyTo('http://127.0.0.1:9'), ...more }));
  await expect(
    integration({ RequestParameters: { 'overwrite:header.Authorization': 'x' } }),
  ).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Operations on header Authorization are restricted',
  });
  await expect(integration({ IntegrationType: 'MOCK' })).rejects.toMatchObject({
    name: 'NotImplementedException',
  });
  await expect(
    client.send(
      new CreateAuthorizerCommand({
        ApiId,
        Name: 'a',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: functionUri('auth'),
        AuthorizerPayloadFormatVersion: '2.0',
        AuthorizerResultTtlInSeconds: 10,
        IdentitySource: [],
      }),
    ),
  ).rejects.toMatchObject({ name: 'BadRequestException' });
  client.destroy();
});
