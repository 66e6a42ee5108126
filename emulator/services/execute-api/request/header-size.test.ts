import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { createOneMethod } from '../../apigateway/testing/one-method.ts';
import { startOrigin } from '../../apigateway/testing/origin.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';

const HOST = 'localhost';

test('answers 431 for headers of more than 10,240 bytes (the body is a guess)', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const base = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: { type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: origin.url },
  });
  const get = (size: number) =>
    rawRequest(engine.port, {
      path: `${base}/a`,
      headers: ['Host', HOST, 'X-Big', 'x'.repeat(size - HOST.length)],
    });
  expect(await get(10_000)).toMatchObject({ status: 200 });
  expect(await get(10_241)).toMatchObject({
    status: 431,
    body: '{"message":"HTTP header is larger than 10240 bytes."}',
  });
  expect(origin.seen).toHaveLength(1);
});
