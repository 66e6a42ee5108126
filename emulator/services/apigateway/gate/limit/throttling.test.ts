import {
  APIGatewayClient,
  CreateDeploymentCommand,
  GetAccountCommand,
  type PatchOperation,
  PutGatewayResponseCommand,
  UpdateStageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../../../engine.ts';
import { TestClock } from '../../../../store/clock.ts';
import { startWithFunctions, type TestEngine } from '../../testing/engine-with-functions.ts';
import { allow } from '../../testing/gated-api.ts';
import { createMeteredApi, type MeteredApi } from '../../testing/metered-api.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const TOO_MANY = {
  status: 429,
  body: '{"message":"Too Many Requests"}',
  headers: expect.objectContaining({ 'x-amzn-errortype': 'TooManyRequestsException' }),
};

async function statuses(engine: TestEngine, path: string, headers: Record<string, string>, count: number) {
  const found: (number | undefined)[] = [];
  for (let index = 0; index < count; index += 1)
    found.push((await rawRequest(engine.port, { path, headers })).status);
  return found;
}

function patchStage(engine: TestEngine, { apiId }: MeteredApi, patchOperations: PatchOperation[]) {
  return engine.client.send(new UpdateStageCommand({ restApiId: apiId, stageName: 'test', patchOperations }));
}

const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });

test('allows a stage’s burst, then its rate a second', async () => {
  const clock = new TestClock();
  await using engine = await startWithFunctions({ clock });
  const api = await createMeteredApi(engine.client);
  await patchStage(engine, api, [
    replace('/*/*/throttling/burstLimit', '3'),
    replace('/*/*/throttling/rateLimit', '2'),
  ]);
  const get = (count: number) => statuses(engine, `${api.base}/free`, {}, count);
  expect(await get(5)).toEqual([200, 200, 200, 429, 429]);
  expect(await rawRequest(engine.port, { path: `${api.base}/free` })).toMatchObject(TOO_MANY);
  clock.advance(499);
  expect(await get(1)).toEqual([429]);
  clock.advance(1);
  expect(await get(2)).toEqual([200, 429]);
  clock.advance(60_000);
  expect(await get(4)).toEqual([200, 200, 200, 429]);
});

test('gives each method a bucket of its own, and prefers its settings to the stage’s', async () => {
  await using engine = await startWithFunctions({ clock: new TestClock() });
  const api = await createMeteredApi(engine.client);
  const key = await api.key(await api.plan());
  await patchStage(engine, api, [
    replace('/*/*/throttling/burstLimit', '1'),
    replace('/*/*/throttling/rateLimit', '1'),
    replace('/~1metered/GET/throttling/burstLimit', '2'),
  ]);
  const metered = { 'x-api-key': key.value };
  expect(await statuses(engine, `${api.base}/metered`, metered, 3)).toEqual([200, 200, 429]);
  expect(await statuses(engine, `${api.base}/free`, {}, 2)).toEqual([200, 429]);
});

test('throttles before it asks the authorizer (a guess)', async () => {
  await using engine = await startWithFunctions({ clock: new TestClock() });
  const api = await createMeteredApi(engine.client, { apiKeySource: 'AUTHORIZER' });
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event));
  await patchStage(engine, api, [replace('/*/*/throttling/rateLimit', '0')]);
  expect(await statuses(engine, `${api.base}/free`, { Authorization: 'x' }, 1)).toEqual([429]);
  expect(engine.runs).toEqual([]);
});

test('throttles one key of a plan and not another', async () => {
  const clock = new TestClock();
  await using engine = await startWithFunctions({ clock });
  const api = await createMeteredApi(engine.client);
  const plan = await api.plan({ throttle: { burstLimit: 2, rateLimit: 1 } });
  const [ann, ben] = [await api.key(plan), await api.key(plan)];
  const get = (value: string, count: number) =>
    statuses(engine, `${api.base}/metered`, { 'x-api-key': value }, count);
  expect(await get(ann.value, 3)).toEqual([200, 200, 429]);
  expect(await get(ben.value, 2)).toEqual([200, 200]);
  clock.advance(1000);
  expect(await get(ann.value, 2)).toEqual([200, 429]);

  // New limits count at once.
  const patchOperations = [replace('/throttle/burstLimit', '5'), replace('/throttle/rateLimit', '5')];
  await engine.client.send(new UpdateUsagePlanCommand({ usagePlanId: plan, patchOperations }));
  expect(await get(ann.value, 6)).toEqual([200, 200, 200, 200, 200, 429]);
});

test('throttles a method by the plan’s limits for it', async () => {
  await using engine = await startWithFunctions({ clock: new TestClock() });
  const api = await createMeteredApi(engine.client);
  const apiStages = [
    {
      apiId: api.apiId,
      stage: 'test',
      throttle: { '/metered/GET': { burstLimit: 1, rateLimit: 1 } },
    },
  ];
  const key = await api.key(await api.plan({ apiStages, throttle: { burstLimit: 9, rateLimit: 9 } }));
  expect(await statuses(engine, `${api.base}/metered`, { 'x-api-key': key.value }, 2)).toEqual([200, 429]);
});

test('answers with the gateway response THROTTLED, which may say when to try again', async () => {
  await using engine = await startWithFunctions({ clock: new TestClock() });
  const api = await createMeteredApi(engine.client);
  const restApiId = api.apiId;
  await engine.client.send(
    new PutGatewayResponseCommand({
      restApiId,
      responseType: 'THROTTLED',
      statusCode: '503',
      responseParameters: { 'gatewayresponse.header.Retry-After': "'2'" },
      responseTemplates: { 'application/json': '{"why":$context.error.messageString}' },
    }),
  );
  await patchStage(engine, api, [replace('/*/*/throttling/rateLimit', '0')]);
  const get = () => rawRequest(engine.port, { path: `${api.base}/free` });
  const before = await get();
  expect(before).toMatchObject(TOO_MANY);
  expect(before.headers).not.toHaveProperty('retry-after');

  await engine.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  expect(await get()).toMatchObject({
    status: 503,
    body: '{"why":"Too Many Requests"}',
    headers: expect.objectContaining({ 'retry-after': '2' }),
  });
});

test('counts requests of REST and HTTP APIs together for the account’s limit', async () => {
  const region = 'af-south-1';
  const clock = new TestClock();
  await using engine = await startEngine({ clock, region });
  const { endpoint } = engine;
  const options = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const client = new APIGatewayClient(options);
  const clientV2 = new ApiGatewayV2Client(options);
  expect(await client.send(new GetAccountCommand({}))).toMatchObject({
    throttleSettings: { burstLimit: 1250, rateLimit: 2500 },
  });
  const rest = await createMeteredApi(client);
  // Nothing listens at its endpoint: a request that passed the throttle gets 503.
  const { ApiId } = await clientV2.send(
    new CreateApiCommand({ Name: 'http', ProtocolType: 'HTTP', Target: 'http://127.0.0.1:1' }),
  );
  client.destroy();
  clientV2.destroy();
  const status = async (path: string) => {
    const response = await fetch(`${endpoint}${path}`);
    await response.arrayBuffer();
    return response.status;
  };
  const viaRest = () => status(`${rest.base}/free`);
  const viaHttp = () => status(`/_aws/execute-api/${ApiId}/`);

  const admitted = [await viaHttp()];
  while (admitted.length < 1250)
    admitted.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, 1250 - admitted.length) }, viaRest))),
    );
  expect(new Set(admitted)).toEqual(new Set([503, 200]));
  expect([await viaRest(), await viaHttp()]).toEqual([429, 429]);
  clock.advance(1);
  // 2,500 a second are two and a half in a millisecond.
  expect([await viaHttp(), await viaRest(), await viaHttp()]).toEqual([503, 200, 429]);
});
