import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { startOrigin } from '../../apigateway/testing/origin.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, lambdaProxy, proxyTo } from '../testing/http-api.ts';

test('sends a chunked body on with its length, and rejects one above 10 MB', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  engine.functions.set('f', () => ({ statusCode: 200 }));
  const toOrigin = await createHttpApi(client, {
    integration: proxyTo(origin.url),
    routeKeys: ['POST /{proxy+}'],
  });
  const toFunction = await createHttpApi(client, {
    integration: lambdaProxy('2.0'),
    routeKeys: ['POST /{proxy+}'],
  });
  const post = (base: string, body: string | Buffer) =>
    rawRequest(engine.port, {
      method: 'POST',
      path: `${base}/a`,
      headers: { 'Transfer-Encoding': 'chunked' },
      body,
    });
  expect(await post(toOrigin.base, 'in chunks')).toMatchObject({ status: 200 });
  expect(origin.seen[0]).toMatchObject({ body: 'in chunks', headers: { 'content-length': '9' } });
  expect(origin.seen[0]?.headers).not.toHaveProperty('transfer-encoding');
  const large = Buffer.alloc(10 * 1024 * 1024 + 1, 'x');
  const refused = { status: 413, body: '{"message":"Request Entity Too Large"}' };
  expect(await post(toOrigin.base, large)).toMatchObject(refused);
  expect(await post(toFunction.base, large)).toMatchObject(refused);
  expect([origin.seen.length, engine.runs.length]).toEqual([1, 0]);
  client.destroy();
});
