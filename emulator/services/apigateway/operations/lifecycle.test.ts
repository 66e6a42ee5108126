/** What every kind of resource has: it can be read, is reported missing in AWS's words, and is gone after its deletion. */
import {
  type APIGatewayClient,
  CreateDeploymentCommand,
  CreateStageCommand,
  DeleteAuthorizerCommand,
  DeleteDeploymentCommand,
  DeleteGatewayResponseCommand,
  DeleteIntegrationCommand,
  DeleteIntegrationResponseCommand,
  DeleteMethodCommand,
  DeleteMethodResponseCommand,
  DeleteResourceCommand,
  DeleteStageCommand,
  GetAccountCommand,
  GetAuthorizerCommand,
  GetAuthorizersCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetGatewayResponsesCommand,
  GetIntegrationCommand,
  GetIntegrationResponseCommand,
  GetMethodCommand,
  GetMethodResponseCommand,
  GetResourceCommand,
  GetResourcesCommand,
  GetStageCommand,
  GetStagesCommand,
  PutGatewayResponseCommand,
  PutMethodResponseCommand,
  UpdateMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../testing/engine-with-functions.ts';
import { createGatedApi } from '../testing/gated-api.ts';
import { createOneMethod } from '../testing/one-method.ts';

const notFound = (message: string) => ({ name: 'NotFoundException', message });

async function petsApi(client: APIGatewayClient) {
  const base = await createOneMethod(client, {
    pathPart: 'pets',
    httpMethod: 'POST',
    integration: { type: 'HTTP', integrationHttpMethod: 'PUT', uri: 'http://127.0.0.1:9/x' },
    answers: { 200: ['X-Out'] },
    responses: [{ statusCode: '200', responseParameters: { 'method.response.header.X-Out': "'x'" } }],
  });
  const restApiId = base.split('/')[3] ?? '';
  const { items } = await client.send(new GetResourcesCommand({ restApiId }));
  return { restApiId, resourceId: items?.find(({ path }) => path === '/pets')?.id ?? '' };
}

test('a method, its responses and its integration', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { restApiId, resourceId } = await petsApi(client);
  const key = { restApiId, resourceId, httpMethod: 'POST' };
  const answer = { ...key, statusCode: '200' };
  const methodIntegration = {
    type: 'HTTP',
    httpMethod: 'PUT',
    uri: 'http://127.0.0.1:9/x',
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheNamespace: resourceId,
    integrationResponses: {
      200: { statusCode: '200', responseParameters: { 'method.response.header.X-Out': "'x'" } },
    },
  };
  const method = {
    httpMethod: 'POST',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    methodResponses: {
      200: { statusCode: '200', responseParameters: { 'method.response.header.X-Out': false } },
    },
    methodIntegration,
  };
  expect(await client.send(new GetMethodCommand(key))).toMatchObject(method);
  expect(await client.send(new GetIntegrationCommand(key))).toMatchObject(methodIntegration);
  expect(await client.send(new GetMethodResponseCommand(answer))).toMatchObject(method.methodResponses[200]);
  expect(await client.send(new GetIntegrationResponseCommand(answer))).toMatchObject(
    methodIntegration.integrationResponses[200],
  );
  const resource = { id: resourceId, path: '/pets', pathPart: 'pets' };
  expect(await client.send(new GetResourceCommand({ restApiId, resourceId }))).toMatchObject({
    ...resource,
    resourceMethods: { POST: {} },
  });
  const embed = ['methods'];
  expect(await client.send(new GetResourceCommand({ restApiId, resourceId, embed }))).toMatchObject({
    ...resource,
    resourceMethods: { POST: method },
  });
  await expect(client.send(new PutMethodResponseCommand(answer))).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Response already exists for this resource',
  });

  const noResponse = notFound('Invalid Response status code specified');
  await client.send(new DeleteIntegrationResponseCommand(answer));
  await expect(client.send(new GetIntegrationResponseCommand(answer))).rejects.toMatchObject(noResponse);
  await expect(client.send(new DeleteIntegrationResponseCommand(answer))).rejects.toMatchObject(noResponse);
  await client.send(new DeleteMethodResponseCommand(answer));
  await expect(client.send(new GetMethodResponseCommand(answer))).rejects.toMatchObject(noResponse);
  await client.send(new DeleteIntegrationCommand(key));
  const noIntegration = notFound('Invalid Integration identifier specified');
  await expect(client.send(new GetIntegrationCommand(key))).rejects.toMatchObject(noIntegration);
  await expect(client.send(new DeleteIntegrationCommand(key))).rejects.toMatchObject(noIntegration);
  await client.send(new DeleteMethodCommand(key));
  const noMethod = notFound('Invalid Method identifier specified');
  await expect(client.send(new UpdateMethodCommand(key))).rejects.toMatchObject(noMethod);
  await client.send(new DeleteResourceCommand({ restApiId, resourceId }));
  await expect(client.send(new GetResourceCommand({ restApiId, resourceId }))).rejects.toMatchObject(
    notFound('Invalid Resource identifier specified'),
  );
});

test('an authorizer', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { apiId: restApiId, authorizerId } = await createGatedApi(client, {
    originUrl: 'http://127.0.0.1:9',
  });
  const authorizer = { id: authorizerId, name: 'auth', type: 'TOKEN', authType: 'custom' };
  expect(await client.send(new GetAuthorizerCommand({ restApiId, authorizerId }))).toMatchObject(authorizer);
  expect((await client.send(new GetAuthorizersCommand({ restApiId }))).items).toMatchObject([authorizer]);
  const gone = { restApiId, authorizerId: 'nosuch' };
  const missing = notFound('Invalid Authorizer identifier specified');
  await expect(client.send(new GetAuthorizerCommand(gone))).rejects.toMatchObject(missing);
  await expect(client.send(new DeleteAuthorizerCommand(gone))).rejects.toMatchObject(missing);
});

test('deployments and stages, and paging through their lists', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { restApiId } = await petsApi(client);
  const { id: second = '' } = await client.send(
    new CreateDeploymentCommand({ restApiId, description: 'second' }),
  );
  const embed = ['apisummary'];
  expect(
    await client.send(new GetDeploymentCommand({ restApiId, deploymentId: second, embed })),
  ).toMatchObject({
    id: second,
    description: 'second',
    apiSummary: { '/pets': { POST: { authorizationType: 'NONE', apiKeyRequired: false } } },
  });
  const list = (position?: string) =>
    client.send(new GetDeploymentsCommand({ restApiId, limit: 1, position }));
  const { items: [first] = [], position } = await list();
  const next = await list(position);
  expect([next.items?.map(({ id }) => id), next.position]).toEqual([[second], undefined]);
  await expect(list('nonsense')).rejects.toMatchObject({ name: 'BadRequestException' });
  await client.send(new CreateStageCommand({ restApiId, stageName: 'two', deploymentId: second }));
  const stages = async (deploymentId?: string) =>
    (await client.send(new GetStagesCommand({ restApiId, deploymentId }))).item?.map(
      ({ stageName }) => stageName,
    );
  expect(await stages()).toEqual(['test', 'two']);
  expect(await stages(first?.id)).toEqual(['test']);
  expect(await client.send(new GetStageCommand({ restApiId, stageName: 'two' }))).toMatchObject({
    deploymentId: second,
  });
  await client.send(new DeleteStageCommand({ restApiId, stageName: 'two' }));
  const noStage = notFound('Invalid stage identifier specified');
  await expect(client.send(new GetStageCommand({ restApiId, stageName: 'two' }))).rejects.toMatchObject(
    noStage,
  );
  await expect(client.send(new DeleteStageCommand({ restApiId, stageName: 'two' }))).rejects.toMatchObject(
    noStage,
  );
  await client.send(new DeleteDeploymentCommand({ restApiId, deploymentId: second }));
  await expect(
    client.send(new GetDeploymentCommand({ restApiId, deploymentId: second })),
  ).rejects.toMatchObject(notFound('Invalid Deployment identifier specified'));
});

test('gateway responses, and the account', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { restApiId } = await petsApi(client);
  const responseType = 'UNAUTHORIZED';
  await client.send(new PutGatewayResponseCommand({ restApiId, responseType, statusCode: '418' }));
  await client.send(new DeleteGatewayResponseCommand({ restApiId, responseType }));
  await expect(
    client.send(new DeleteGatewayResponseCommand({ restApiId, responseType })),
  ).rejects.toMatchObject(notFound('Gateway response type not defined on api'));
  const types: (string | undefined)[] = [];
  let position: string | undefined;
  do {
    const page = await client.send(new GetGatewayResponsesCommand({ restApiId, limit: 8, position }));
    types.push(...(page.items ?? []).map((item) => item.responseType));
    position = page.position;
  } while (position !== undefined);
  expect(new Set(types).size).toBe(21);
  expect(types).toHaveLength(21);
  expect(await client.send(new GetAccountCommand({}))).toMatchObject({
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    apiKeyVersion: '4',
  });
});
