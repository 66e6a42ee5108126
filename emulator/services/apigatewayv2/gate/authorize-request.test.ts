import { ResetAuthorizersCacheCommand } from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { TestClock } from '../../../store/clock.ts';
import { functionUri, startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { allow } from '../../apigateway/testing/gated-api.ts';
import { startOrigin } from '../../apigateway/testing/origin.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, proxyTo } from '../testing/http-api.ts';

test('opens every route with a cached simple answer, and evaluates a cached policy for each', async () => {
  const clock = new TestClock();
  await using origin = await startOrigin();
  await using engine = await startWithFunctions({ clock });
  const client = httpClient(engine.endpoint);
  const authorizer = (EnableSimpleResponses: boolean, IdentitySource: string[]) => ({
    AuthorizerType: 'REQUEST' as const,
    AuthorizerUri: functionUri('auth'),
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizerResultTtlInSeconds: 60,
    EnableSimpleResponses,
    IdentitySource,
  });
  const make = (simple: boolean, sources: string[]) =>
    createHttpApi(client, {
      integration: proxyTo(origin.url),
      authorizer: authorizer(simple, sources),
      routeKeys: ['GET /{proxy+}', 'POST /{proxy+}'],
    });
  const status = async (base: string, path: string, method = 'GET') =>
    (await rawRequest(engine.port, { method, path: base + path, headers: { Authorization: 'x' } })).status;

  engine.functions.set('auth', (event: { routeKey: string }) => ({
    isAuthorized: event.routeKey.startsWith('GET'),
  }));
  const everything = await make(true, ['$request.header.Authorization']);
  expect([await status(everything.base, '/a'), await status(everything.base, '/a', 'POST')]).toEqual([
    200, 200,
  ]);
  expect(engine.runs).toHaveLength(1);
  await client.send(new ResetAuthorizersCacheCommand({ ApiId: everything.apiId, StageName: '$default' }));
  expect(await status(everything.base, '/a', 'POST')).toBe(403);
  clock.advance(60_000);
  expect(await status(everything.base, '/a')).toBe(200);

  const byRoute = await make(true, ['$request.header.Authorization', '$context.routeKey']);
  expect([await status(byRoute.base, '/a'), await status(byRoute.base, '/a', 'POST')]).toEqual([200, 403]);

  engine.functions.set('auth', (event: { routeArn: string }) =>
    allow({ methodArn: event.routeArn }, undefined, event.routeArn),
  );
  const byPolicy = await make(false, ['$request.header.Authorization']);
  expect([
    await status(byPolicy.base, '/a'),
    await status(byPolicy.base, '/b'),
    await status(byPolicy.base, '/a'),
  ]).toEqual([200, 403, 200]);
  client.destroy();
});
