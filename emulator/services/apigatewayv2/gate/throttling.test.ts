import {
  DeleteRouteSettingsCommand,
  type RouteSettings,
  UpdateStageCommand,
  type UpdateStageCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { TestClock } from '../../../store/clock.ts';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, lambdaProxy } from '../testing/http-api.ts';

async function open() {
  const clock = new TestClock();
  const engine = await startWithFunctions({ clock });
  const client = httpClient(engine.endpoint);
  const { base, apiId } = await createHttpApi(client, {
    integration: lambdaProxy('2.0'),
    routeKeys: ['GET /a', 'GET /b'],
  });
  engine.functions.set('f', () => ({ statusCode: 200, body: 'fine' }));
  return {
    clock,
    engine,
    client,
    apiId,
    get: async (path: string, count: number) => {
      const found: (number | undefined)[] = [];
      for (let index = 0; index < count; index += 1)
        found.push((await rawRequest(engine.port, { path: `${base}${path}` })).status);
      return found;
    },
    one: (path: string) => rawRequest(engine.port, { path: `${base}${path}` }),
    change: (settings: Partial<UpdateStageCommandInput>) =>
      client.send(new UpdateStageCommand({ ApiId: apiId, StageName: '$default', ...settings })),
    async [Symbol.asyncDispose]() {
      client.destroy();
      await engine[Symbol.asyncDispose]();
    },
  };
}

const limits = (ThrottlingBurstLimit: number, ThrottlingRateLimit: number): RouteSettings => ({
  ThrottlingBurstLimit,
  ThrottlingRateLimit,
});

test('allows a stage’s burst on each route, then its rate a second', async () => {
  await using place = await open();
  const changed = await place.change({ DefaultRouteSettings: limits(2, 1) });
  expect(changed.DefaultRouteSettings).toEqual({ DetailedMetricsEnabled: false, ...limits(2, 1) });
  expect(await place.get('/a', 3)).toEqual([200, 200, 429]);
  expect(await place.one('/a')).toMatchObject({ status: 429, body: '{"message":"Too Many Requests"}' });
  expect(await place.get('/b', 2)).toEqual([200, 200]);
  place.clock.advance(1000);
  expect(await place.get('/a', 2)).toEqual([200, 429]);
  expect(place.engine.runs).toHaveLength(5);
});

test('prefers a route’s settings to the stage’s, until they are deleted', async () => {
  await using place = await open();
  await place.change({ DefaultRouteSettings: limits(5, 5), RouteSettings: { 'GET /a': limits(1, 1) } });
  expect(await place.get('/a', 2)).toEqual([200, 429]);
  expect(await place.get('/b', 5)).toEqual([200, 200, 200, 200, 200]);
  const { apiId: ApiId } = place;
  const key = { ApiId, StageName: '$default', RouteKey: 'GET /a' };
  await place.client.send(new DeleteRouteSettingsCommand(key));
  expect(await place.get('/a', 6)).toEqual([200, 200, 200, 200, 200, 429]);
  await expect(place.client.send(new DeleteRouteSettingsCommand(key))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test('keeps what an update does not name', async () => {
  await using place = await open();
  await place.change({ RouteSettings: { 'GET /a': { ThrottlingBurstLimit: 3 } } });
  const changed = await place.change({ RouteSettings: { 'GET /b': limits(1, 1) } });
  expect(changed.RouteSettings).toEqual({
    'GET /a': { DetailedMetricsEnabled: false, ThrottlingBurstLimit: 3 },
    'GET /b': { DetailedMetricsEnabled: false, ...limits(1, 1) },
  });
});

test('rejects settings of an unknown route, and execution logs', async () => {
  await using place = await open();
  await expect(place.change({ RouteSettings: { 'GET /c': limits(1, 1) } })).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Unable to find Route by key GET /c within the provided RouteSettings',
  });
  await expect(place.change({ DefaultRouteSettings: { LoggingLevel: 'INFO' } })).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Execution logs are not supported on protocolType HTTP',
  });
});
