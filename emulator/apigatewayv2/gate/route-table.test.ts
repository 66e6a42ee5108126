import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, lambdaProxy } from '../testing/http-api.ts';

test('routes are chosen as HTTP APIs order them', async () => {
  await using engine = await startWithFunctions();
  engine.functions.set('f', (event: { routeKey: string; pathParameters?: object }) => ({
    key: event.routeKey,
    ...event.pathParameters,
  }));
  const client = httpClient(engine.endpoint);
  const { base } = await createHttpApi(client, {
    integration: lambdaProxy('2.0'),
    routeKeys: [
      'GET /pets/dog/1',
      'GET /pets/dog/{id}',
      'GET /pets/{proxy+}',
      'ANY /{proxy+}',
      'POST /only',
      'ANY /{kind}/{id}',
      '$default',
    ],
    stage: 'dev',
  });
  const ask = async (method: string, path: string) =>
    JSON.parse((await rawRequest(engine.port, { method, path: base + path })).body);
  expect(await ask('GET', '/pets/dog/1')).toEqual({ key: 'GET /pets/dog/1' });
  expect(await ask('GET', '/pets/dog/2')).toEqual({ key: 'GET /pets/dog/{id}', id: '2' });
  expect(await ask('GET', '/pets/cat/1')).toEqual({ key: 'GET /pets/{proxy+}', proxy: 'cat/1' });
  // A full match comes before a greedy one, however specific that is.
  expect(await ask('GET', '/pets/cat')).toEqual({ key: 'ANY /{kind}/{id}', kind: 'pets', id: 'cat' });
  expect(await ask('POST', '/test/5/6')).toEqual({ key: 'ANY /{proxy+}', proxy: 'test/5/6' });
  expect(await ask('GET', '/only')).toEqual({ key: 'ANY /{proxy+}', proxy: 'only' });
  expect(await ask('GET', '/')).toEqual({ key: '$default' });
  client.destroy();
});
