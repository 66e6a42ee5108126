import {
  CreateIntegrationCommand,
  CreateStageCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../../engine.ts';
import { createHttpApi, httpClient } from '../testing/http-api.ts';

test('keeps parameters and variables that an update does not name, and removes empty ones (a guess)', async () => {
  await using engine = await startEngine();
  const client = httpClient(engine.endpoint);
  const { apiId: ApiId } = await createHttpApi(client, {
    integration: {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: 'http://127.0.0.1:1',
    },
    routeKeys: [],
  });
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri: 'http://127.0.0.1:1',
      RequestParameters: { 'append:header.a': '1', 'append:header.b': '2' },
      ResponseParameters: { 200: { 'overwrite:statuscode': '201' }, 404: { 'overwrite:statuscode': '410' } },
    }),
  );
  const update = (input: object) =>
    client.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, ...input }));
  expect(
    await update({ RequestParameters: { 'append:header.a': '' }, ResponseParameters: { 200: {} } }),
  ).toMatchObject({
    RequestParameters: { 'append:header.b': '2' },
    ResponseParameters: { 404: { 'overwrite:statuscode': '410' } },
  });
  const { ResponseParameters } = await update({ ResponseParameters: { 404: {} } });
  expect(ResponseParameters).toEqual({});
  await client.send(
    new CreateStageCommand({ ApiId, StageName: 'live', StageVariables: { one: '1', two: '2' } }),
  );
  const { StageVariables } = await client.send(
    new UpdateStageCommand({ ApiId, StageName: 'live', StageVariables: { one: '', three: '3' } }),
  );
  expect(StageVariables).toEqual({ two: '2', three: '3' });
  client.destroy();
});
