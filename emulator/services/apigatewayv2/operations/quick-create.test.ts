import {
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteIntegrationCommand,
  GetApisCommand,
  GetDeploymentsCommand,
  GetRoutesCommand,
  GetTagsCommand,
  TagResourceCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { startOrigin } from '../../apigateway/testing/origin.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { httpClient, proxyTo } from '../testing/http-api.ts';

test('quick create makes an API that answers at once; without auto-deploy, once it is deployed', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const quick = await client.send(
    new CreateApiCommand({ Name: 'quick', ProtocolType: 'HTTP', Target: origin.url, Tags: { a: '1' } }),
  );
  expect(await rawRequest(engine.port, { path: `/_aws/execute-api/${quick.ApiId}/` })).toMatchObject({
    status: 200,
  });
  await rawRequest(engine.port, { path: `/_aws/execute-api/${quick.ApiId}/a/b%20c?d=e` });
  expect(origin.seen.at(-1)).toMatchObject({ url: '/a/b%20c?d=e' });
  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${quick.ApiId}`;
  await client.send(new TagResourceCommand({ ResourceArn, Tags: { b: '2' } }));
  expect((await client.send(new GetTagsCommand({ ResourceArn }))).Tags).toEqual({ a: '1', b: '2' });

  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'slow', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({ ApiId, ...proxyTo(origin.url) }),
  );
  await client.send(new CreateStageCommand({ ApiId, StageName: 'dev' }));
  const Target = `integrations/${IntegrationId}`;
  const { RouteId } = await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /{proxy+}', Target }));
  const get = async () =>
    (await rawRequest(engine.port, { path: `/_aws/execute-api/${ApiId}/dev/a` })).status;
  expect(await get()).toBe(404);
  const { DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId }));
  await client.send(new UpdateStageCommand({ ApiId, StageName: 'dev', DeploymentId }));
  expect(await get()).toBe(200);
  await client.send(new UpdateRouteCommand({ ApiId, RouteId, RouteKey: 'GET /other' }));
  expect(await get()).toBe(200);
  await client.send(
    new UpdateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: true, DeploymentId: undefined }),
  );
  expect(await get()).toBe(404);
  expect((await client.send(new GetDeploymentsCommand({ ApiId }))).Items).toHaveLength(2);
  const another = (RouteKey: string) => client.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
  await another('GET /a/{x}');
  await expect(another('GET /a/{y}')).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }))).rejects.toMatchObject({
    name: 'ConflictException',
  });
  expect((await client.send(new GetApisCommand({ MaxResults: '1' }))).NextToken).toBe('1');
  expect((await client.send(new GetRoutesCommand({ ApiId }))).Items).toMatchObject([
    { RouteKey: 'GET /other' },
    { RouteKey: 'GET /a/{x}' },
  ]);
  client.destroy();
});
