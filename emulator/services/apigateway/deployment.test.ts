import {
  CreateResourceCommand,
  DeleteMethodCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateAuthorizerCommand,
  UpdateIntegrationCommand,
  UpdateMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from './testing/engine-with-functions.ts';
import { allow, createGatedApi } from './testing/gated-api.ts';
import { createOneMethod } from './testing/one-method.ts';
import { startOrigin } from './testing/origin.ts';
import { rawRequest } from './testing/raw-request.ts';

test('applies no change before it is deployed, and a stage can go back', async () => {
  await using origin = await startOrigin();
  await using other = await startOrigin((_request, response) => response.end('other'));
  await using engine = await startWithFunctions();
  const { client } = engine;
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event));
  engine.functions.set('denies', () => ({
    principalId: 'p',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
    },
  }));
  const made = await createGatedApi(client, { originUrl: origin.url });
  const { apiId: restApiId, rootId, proxyId, authorizerId, base } = made;
  const ask = async (path: string, token?: string) => {
    const headers: Record<string, string> = token ? { Authorization: token } : {};
    const { status, body } = await rawRequest(engine.port, { path: base + path, headers });
    return [status, body];
  };
  const fromOrigin = [200, '{"from":"origin"}'];
  const before = async () => {
    expect(await ask('/a', 'x')).toEqual(fromOrigin);
    expect(await ask('', 'x')).toEqual(fromOrigin);
    expect(await ask('/a')).toEqual([401, '{"message":"Unauthorized"}']);
    expect(await ask('/open')).toEqual([401, '{"message":"Unauthorized"}']);
  };
  await before();

  const proxy = { restApiId, resourceId: proxyId, httpMethod: 'ANY' };
  await client.send(
    new UpdateIntegrationCommand({
      ...proxy,
      patchOperations: [{ op: 'replace', path: '/uri', value: `${other.url}/{proxy}` }],
    }),
  );
  await before();
  await client.send(new DeleteMethodCommand({ restApiId, resourceId: rootId, httpMethod: 'ANY' }));
  await before();
  await client.send(
    new UpdateAuthorizerCommand({
      restApiId,
      authorizerId,
      patchOperations: [{ op: 'replace', path: '/authorizerUri', value: functionUri('denies') }],
    }),
  );
  await before();
  await client.send(
    new PutGatewayResponseCommand({ restApiId, responseType: 'UNAUTHORIZED', statusCode: '418' }),
  );
  await before();
  const { id: resourceId } = await client.send(
    new CreateResourceCommand({ restApiId, parentId: rootId, pathPart: 'open' }),
  );
  const open = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...open, authorizationType: 'NONE' }));
  await client.send(
    new PutIntegrationCommand({ ...open, type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: other.url }),
  );
  await before();

  await made.deploy();
  expect((await ask('/a', 'x'))[0]).toBe(403);
  expect(await ask('/open')).toEqual([200, 'other']);
  expect((await ask('/a'))[0]).toBe(418);
  expect(other.seen).toHaveLength(1);
  await client.send(
    new UpdateMethodCommand({
      ...proxy,
      patchOperations: [{ op: 'replace', path: '/authorizationType', value: 'NONE' }],
    }),
  );
  expect((await ask('/a', 'x'))[0]).toBe(403);
  const second = await made.deploy();
  expect(await ask('/a')).toEqual([200, 'other']);
  await client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'test',
      patchOperations: [{ op: 'replace', path: '/deploymentId', value: made.deploymentId }],
    }),
  );
  await before();
  expect(second).not.toBe(made.deploymentId);
});

test('applies stage variables at once, everywhere; a missing one is 500', async () => {
  await using blue = await startOrigin((_request, response) => response.end('blue'));
  await using green = await startOrigin((_request, response) => response.end('green'));
  await using engine = await startWithFunctions();
  const base = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: {
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'GET',
      uri: 'http://${stageVariables.host}/x',
      requestParameters: { 'integration.request.header.X-Host': 'stageVariables.host' },
    },
    variables: { host: blue.url.slice('http://'.length) },
  });
  const set = (op: 'replace' | 'remove', value?: string) =>
    engine.client.send(
      new UpdateStageCommand({
        restApiId: base.split('/')[3],
        stageName: 'test',
        patchOperations: [{ op, path: '/variables/host', value }],
      }),
    );
  const get = async () => {
    const { status, body } = await rawRequest(engine.port, { path: `${base}/a` });
    return [status, body];
  };
  expect(await get()).toEqual([200, 'blue']);
  expect(blue.seen[0]?.headers['x-host']).toBe(blue.url.slice('http://'.length));
  await set('replace', green.url.slice('http://'.length));
  expect(await get()).toEqual([200, 'green']);
  await set('remove');
  expect(await get()).toEqual([500, '{"message": "Internal server error"}']);
});
