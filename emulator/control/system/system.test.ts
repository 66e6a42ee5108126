import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import {
  APIGatewayClient,
  CreateResourceCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateRouteCommand,
  CreateStageCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { UndeployedApi } from '../../edge/undeployed.ts';
import { createGatedApi } from '../../services/apigateway/testing/gated-api.ts';
import { clientOptions } from '../../services/iam/testing/account.ts';
import { type LambdaBench, openLambdaBench } from '../../services/lambda/testing/lambda-bench.ts';
import type { PartReport, SystemReport } from './system.ts';

let bench: LambdaBench;

beforeAll(async () => {
  bench = await openLambdaBench();
});
afterAll(async () => bench[Symbol.asyncDispose]());

async function read<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`${bench.engine.endpoint}/_gatehouse/${path}`);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as Answer;
}

async function part(name: string): Promise<PartReport | undefined> {
  return (await read<SystemReport>('system')).parts.find((one) => one.part === name);
}

test('counts each part’s calls by result, with the last error and its trace', async () => {
  const dynamodb = new DynamoDBClient(clientOptions(bench.engine));
  const refused = dynamodb.send(new GetItemCommand({ TableName: 'none', Key: { id: { S: '1' } } }));
  await expect(refused).rejects.toThrow();
  dynamodb.destroy();
  const found = await part('dynamodb');
  expect(found).toEqual({
    part: 'dynamodb',
    count: 1,
    outcomes: { refused: 1 },
    lastAt: expect.any(Number),
    lastError: {
      at: expect.any(Number),
      what: 'dynamodb GetItem',
      error: 'ResourceNotFoundException',
      message: expect.stringContaining('resource not found'),
      traceId: expect.stringMatching(/^1-/),
    },
  });
  const trace = await read<{ title: string }>(`traces/${found?.lastError?.traceId}`);
  expect(trace.title).toBe('dynamodb GetItem');
});

test('counts invocations, and shows a running function as busy, then idle', async () => {
  await bench.create(
    'waits',
    `export const handler = ({ port }) => fetch('http://127.0.0.1:' + port).then((answer) => answer.text());`,
  );
  const cold = { functionName: 'waits', version: '$LATEST', starting: 0, idle: 0, busy: 0, waiting: 0 };
  const census = () => read<{ functions: object[] }>('environments');
  expect(await census()).toEqual({ functions: [cold] });
  const server = createServer();
  const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const run = bench.invoke('waits', { port });
  const [, response] = await asked;
  expect(await census()).toEqual({ functions: [{ ...cold, busy: 1 }] });
  response.end('done');
  expect((await run).payload).toBe('done');
  expect(await census()).toEqual({ functions: [{ ...cold, idle: 1 }] });
  server.close();
  expect(await part('functions')).toMatchObject({ count: 1, outcomes: { ok: 1 }, lastError: null });
});

test('counts the gate’s requests by decision', async () => {
  const client = new APIGatewayClient(clientOptions(bench.engine));
  const { base } = await createGatedApi(client, { originUrl: 'http://127.0.0.1:9' });
  client.destroy();
  expect((await fetch(`${bench.engine.endpoint}${base}/x`)).status).toBe(401);
  expect(await part('gate')).toMatchObject({
    count: 1,
    outcomes: { unauthorized: 1 },
    lastError: { what: 'GET /x', error: 'unauthorized' },
  });
});

test('lists for each stage what changed in a REST API and is not deployed', async () => {
  const client = new APIGatewayClient(clientOptions(bench.engine));
  const api = await createGatedApi(client, { originUrl: 'http://127.0.0.1:9' });
  const differences = async () => {
    const { apis } = await read<{ apis: UndeployedApi[] }>('undeployed');
    const found = apis.find(({ apiId }) => apiId === api.apiId);
    expect(found).toMatchObject({ name: 'gated', type: 'REST', stages: [{ stageName: 'test' }] });
    return found?.stages[0]?.differences;
  };
  expect(await differences()).toEqual([]);
  const restApiId = api.apiId;
  const { id: resourceId } = await client.send(
    new CreateResourceCommand({ restApiId, parentId: api.rootId, pathPart: 'new' }),
  );
  const key = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE' }));
  await client.send(new PutIntegrationCommand({ ...key, type: 'MOCK' }));
  const proxy = { restApiId, resourceId: api.proxyId, httpMethod: 'ANY' };
  await client.send(
    new PutIntegrationCommand({
      ...proxy,
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'GET',
      uri: 'http://127.0.0.1:9/',
    }),
  );
  await client.send(
    new PutGatewayResponseCommand({ restApiId, responseType: 'UNAUTHORIZED', statusCode: '403' }),
  );
  expect(await differences()).toEqual([
    { what: 'method', name: 'ANY /{proxy+}', change: 'changed', fields: ['integration'] },
    { what: 'method', name: 'GET /new', change: 'added', fields: [] },
    { what: 'gateway-response', name: 'UNAUTHORIZED', change: 'added', fields: [] },
  ]);
  await api.deploy();
  expect(await differences()).toEqual([]);
  client.destroy();
});

test('lists for each stage what changed in an HTTP API and is not deployed', async () => {
  const client = new ApiGatewayV2Client(clientOptions(bench.engine));
  const { ApiId } = await client.send(new CreateApiCommand({ Name: 'http', ProtocolType: 'HTTP' }));
  const { RouteId } = await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a' }));
  await client.send(new CreateStageCommand({ ApiId, StageName: 's' }));
  await client.send(new CreateDeploymentCommand({ ApiId, StageName: 's' }));
  await client.send(new UpdateRouteCommand({ ApiId, RouteId, OperationName: 'first' }));
  await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /b' }));
  client.destroy();
  const { apis } = await read<{ apis: UndeployedApi[] }>('undeployed');
  expect(apis.find(({ apiId }) => apiId === ApiId)).toMatchObject({
    name: 'http',
    type: 'HTTP',
    stages: [
      {
        stageName: 's',
        differences: [
          { what: 'route', name: 'GET /a', change: 'changed', fields: ['OperationName'] },
          { what: 'route', name: 'GET /b', change: 'added', fields: [] },
        ],
      },
    ],
  });
});

test('answers only GET, and no page of another site', async () => {
  for (const path of ['system', 'environments', 'undeployed']) {
    const url = `${bench.engine.endpoint}/_gatehouse/${path}`;
    expect([path, (await fetch(url, { method: 'POST' })).status]).toEqual([path, 405]);
    const foreign = await fetch(url, { headers: { Origin: 'https://evil.example' } });
    expect([path, foreign.status]).toEqual([path, 403]);
  }
});
