import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { startOrigin } from '../../apigateway/testing/origin.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, proxyTo } from '../testing/http-api.ts';

test('sends requests on with Forwarded and Authorization, and maps parameters', async () => {
  await using origin = await startOrigin((request, response) => {
    response.writeHead(request.url?.startsWith('/teapot') ? 418 : 200, { 'X-From': 'origin', Server: 'me' });
    response.end('hello');
  });
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const { base } = await createHttpApi(client, {
    integration: proxyTo(origin.url, {
      RequestParameters: {
        'overwrite:header.x-origin-secret': 'secret',
        'append:header.x-path': '${request.path}-${context.routeKey}',
        'remove:querystring.gone': "''",
        'overwrite:header.x-user': '$request.header.x-name',
      },
      ResponseParameters: {
        418: { 'overwrite:statuscode': '200', 'append:header.x-was': '$response.header.X-From' },
      },
    }),
    routeKeys: ['ANY /{proxy+}'],
  });
  const answer = await rawRequest(engine.port, {
    method: 'POST',
    path: `${base}/teapot/a%20b?gone=1&kept=2`,
    headers: {
      Host: 'here',
      Authorization: 'Basic x',
      'X-Name': 'ada',
      'X-User': 'mallory',
      'X-Forwarded-For': '6.6.6.6',
    },
    body: 'body',
  });
  expect(answer).toMatchObject({ status: 200, body: 'hello' });
  expect(answer.headers).toMatchObject({ 'x-was': 'origin', 'x-from': 'origin', server: 'me' });
  expect(answer.headers['apigw-requestid']).toMatch(/^.{15}=$/);
  const [seen] = origin.seen;
  expect(seen).toMatchObject({ method: 'POST', url: '/teapot/a%20b?kept=2', body: 'body' });
  expect(seen?.headers).toMatchObject({
    authorization: 'Basic x',
    'x-origin-secret': 'secret',
    'x-user': 'ada',
    'x-path': '/teapot/a%20b-ANY /{proxy+}',
    forwarded: 'for=127.0.0.1;host=here;proto=https',
    via: 'HTTP/1.1 AmazonAPIGateway',
  });
  expect(seen?.headers).not.toHaveProperty('x-forwarded-for');
  expect(await rawRequest(engine.port, { path: base })).toMatchObject({
    status: 404,
    body: '{"message":"Not Found"}',
  });
  client.destroy();
});
