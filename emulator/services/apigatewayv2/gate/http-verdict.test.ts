import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { allow } from '../../apigateway/testing/gated-api.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, lambdaProxy } from '../testing/http-api.ts';

const context = {
  stringKey: 'value',
  numberKey: 1,
  booleanKey: true,
  arrayKey: ['value1', 'value2'],
  mapKey: { value1: 'value2' },
};

test('accepts lists and objects in the context with payload 2.0, not with 1.0', async () => {
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  engine.functions.set(
    'f',
    (event: { requestContext: { authorizer: unknown } }) => event.requestContext.authorizer,
  );
  const ask = async (
    version: '1.0' | '2.0',
    EnableSimpleResponses: boolean,
    answer: (arn: string) => object,
  ) => {
    engine.functions.set('auth', (event: { methodArn?: string; routeArn?: string }) =>
      answer(event.methodArn ?? event.routeArn ?? ''),
    );
    const { base } = await createHttpApi(client, {
      integration: lambdaProxy('2.0'),
      authorizer: {
        AuthorizerType: 'REQUEST',
        AuthorizerUri: functionUri('auth'),
        AuthorizerPayloadFormatVersion: version,
        IdentitySource: [],
        ...(version === '2.0' && { EnableSimpleResponses }),
      },
      routeKeys: ['GET /a'],
    });
    const { status, body } = await rawRequest(engine.port, { path: `${base}/a` });
    return [status, JSON.parse(body)];
  };
  const policy = (methodArn: string) => allow({ methodArn }, context);
  const broken = [500, { message: 'Internal Server Error' }];
  expect(await ask('2.0', false, policy)).toEqual([200, { lambda: context }]);
  expect(await ask('2.0', true, () => ({ isAuthorized: true, context }))).toEqual([200, { lambda: context }]);
  expect(await ask('1.0', false, policy)).toEqual(broken);
  expect(await ask('2.0', false, (methodArn) => ({ ...allow({ methodArn }), context: 'text' }))).toEqual(
    broken,
  );
  expect(await ask('2.0', true, () => ({ context }))).toEqual(broken);
  client.destroy();
});
