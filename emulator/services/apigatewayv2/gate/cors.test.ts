import { CreateApiCommand, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { startOrigin } from '../../apigateway/testing/origin.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, proxyTo } from '../testing/http-api.ts';

test('answers CORS itself, and ignores the endpoint’s CORS headers', async () => {
  await using origin = await startOrigin((_request, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': 'http://evil' }).end('x');
  });
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const { base, apiId } = await createHttpApi(client, {
    api: {
      CorsConfiguration: {
        AllowOrigins: ['https://app.example'],
        AllowMethods: ['GET'],
        AllowHeaders: ['authorization'],
        MaxAge: 10,
        ExposeHeaders: ['date'],
      },
    },
    integration: proxyTo(origin.url),
    routeKeys: ['GET /{proxy+}'],
  });
  const preflight = (from: string) =>
    rawRequest(engine.port, {
      method: 'OPTIONS',
      path: `${base}/a`,
      headers: { Origin: from, 'Access-Control-Request-Method': 'GET' },
    });
  const answer = await preflight('https://app.example');
  expect(answer.status).toBe(204);
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': 'https://app.example',
    'access-control-allow-methods': 'GET',
    'access-control-allow-headers': 'authorization',
    'access-control-max-age': '10',
  });
  expect((await preflight('https://evil')).headers).not.toHaveProperty('access-control-allow-origin');
  const get = async (from: string) =>
    (await rawRequest(engine.port, { path: `${base}/a`, headers: { Origin: from } })).headers[
      'access-control-allow-origin'
    ];
  expect([await get('https://app.example'), await get('https://evil')]).toEqual([
    'https://app.example',
    undefined,
  ]);
  await client.send(new UpdateApiCommand({ ApiId: apiId, CorsConfiguration: { AllowOrigins: ['*'] } }));
  expect(await get('https://evil')).toBe('*');
  const everybody = { AllowOrigins: ['*'], AllowCredentials: true };
  const refusal = {
    name: 'BadRequestException',
    message: "allow-credentials is not supported if 'allow-origin' is *",
  };
  await expect(
    client.send(new UpdateApiCommand({ ApiId: apiId, CorsConfiguration: everybody })),
  ).rejects.toMatchObject(refusal);
  await expect(
    client.send(new CreateApiCommand({ Name: 'x', ProtocolType: 'HTTP', CorsConfiguration: everybody })),
  ).rejects.toMatchObject(refusal);
  client.destroy();
});
