import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, lambdaProxy } from '../testing/http-api.ts';

test('chooses routes in the order of HTTP APIs', async () => {
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

test('matches no other route by a trailing slash, another spelling or an empty rest', async () => {
  await using engine = await startWithFunctions();
  engine.functions.set('f', (event: { routeKey: string; pathParameters?: object }) => ({
    key: event.routeKey,
    ...event.pathParameters,
  }));
  const client = httpClient(engine.endpoint);
  const { base } = await createHttpApi(client, {
    integration: lambdaProxy('2.0'),
    routeKeys: ['GET /pets', 'GET /shops/{id}', 'GET /files/{path+}', 'ANY /pets', 'GET /'],
  });
  const ask = async (method: string, path: string) => {
    const { status, body } = await rawRequest(engine.port, { method, path: base + path });
    return status === 200 ? JSON.parse(body) : [status, body];
  };
  const nothing = [404, '{"message":"Not Found"}'];
  expect(await ask('GET', '/pets')).toEqual({ key: 'GET /pets' });
  expect(await ask('PUT', '/pets')).toEqual({ key: 'ANY /pets' });
  expect(await ask('GET', '/%70ets')).toEqual({ key: 'GET /pets' });
  expect(await ask('GET', '')).toEqual({ key: 'GET /' });
  expect(await ask('GET', '/shops/a%2Fb')).toEqual({ key: 'GET /shops/{id}', id: 'a/b' });
  expect(await ask('GET', '/files/a/b%20c/')).toEqual({ key: 'GET /files/{path+}', path: 'a/b c/' });
  for (const path of ['/pets/', '//pets', '/Pets', '/shops', '/shops/', '/shops/a/b', '/files', '/files/'])
    expect(await ask('GET', path)).toEqual(nothing);
  expect(await ask('PUT', '/shops/a')).toEqual(nothing);
  client.destroy();
});
