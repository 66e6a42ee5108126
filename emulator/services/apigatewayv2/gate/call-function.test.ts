import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, lambdaProxy } from '../testing/http-api.ts';

test('gives a function payload 2.0, and accepts a partial answer', async () => {
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const { base, apiId } = await createHttpApi(client, {
    integration: lambdaProxy('2.0'),
    routeKeys: ['POST /a/{id}'],
  });
  const events: unknown[] = [];
  const post = (answer: unknown) => {
    engine.functions.set('f', (event: unknown) => {
      events.push(event);
      if (answer instanceof Error) throw answer;
      return answer;
    });
    return rawRequest(engine.port, {
      method: 'POST',
      path: `${base}/a/b%20c?x=1&x=2`,
      headers: [
        'Host',
        'h',
        'X-Two',
        '1',
        'X-Two',
        '2',
        'Cookie',
        'a=1; b=2',
        'Content-Type',
        'image/png',
        'Content-Length',
        '2',
      ],
      body: 'hi',
    });
  };
  expect(await post({ some: 'json' })).toMatchObject({ status: 200, body: '{"some":"json"}' });
  const set = await post({
    statusCode: 201,
    cookies: ['c=3'],
    headers: { 'x-y': 'z' },
    body: 'aGk=',
    isBase64Encoded: true,
  });
  expect(set).toMatchObject({ status: 201, body: 'hi' });
  expect(set.headers).toMatchObject({ 'set-cookie': ['c=3'], 'x-y': 'z' });
  const wrong = { status: 500, body: '{"message":"Internal Server Error"}' };
  expect(await post(new Error('x'))).toMatchObject(wrong);
  expect(await post({ statusCode: 'many' })).toMatchObject(wrong);
  engine.functions.delete('f');
  expect(await rawRequest(engine.port, { method: 'POST', path: `${base}/a/b` })).toMatchObject(wrong);
  expect(events[0]).toMatchObject({
    version: '2.0',
    routeKey: 'POST /a/{id}',
    rawPath: '/a/b c',
    rawQueryString: 'x=1&x=2',
    cookies: ['a=1', 'b=2'],
    headers: { 'x-two': '1,2', 'x-forwarded-proto': 'https' },
    queryStringParameters: { x: '1,2' },
    pathParameters: { id: 'b c' },
    body: 'aGk=',
    isBase64Encoded: true,
    requestContext: { http: { method: 'POST', path: '/a/b c', sourceIp: '127.0.0.1' }, stage: '$default' },
  });
  expect(engine.runs[0]?.sourceArn).toBe(
    `arn:aws:execute-api:us-east-1:000000000000:${apiId}/$default/POST/a/{id}`,
  );
  client.destroy();
});
