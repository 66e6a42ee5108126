import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateRouteCommand,
  CreateStageCommand,
  GetDeploymentsCommand,
  GetStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../../engine.ts';

test('keeps the newest 50 automatic deployments that no stage uses (a limit of the engine)', async () => {
  await using engine = await startEngine();
  const client = new ApiGatewayV2Client({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'busy', ProtocolType: 'HTTP' }));
  const stage = { ApiId, StageName: 'test' };
  await client.send(new CreateStageCommand({ ...stage, AutoDeploy: true }));
  for (let index = 0; index < 60; index += 1)
    await client.send(new CreateRouteCommand({ ApiId, RouteKey: `GET /${index}` }));
  const { Items = [] } = await client.send(new GetDeploymentsCommand({ ApiId, MaxResults: '200' }));
  const { DeploymentId } = await client.send(new GetStageCommand(stage));
  expect(Items).toHaveLength(51);
  expect(Items.map((item) => item.DeploymentId)).toContain(DeploymentId);
  client.destroy();
});
