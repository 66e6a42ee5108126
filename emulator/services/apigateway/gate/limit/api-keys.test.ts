import {
  CreateDeploymentCommand,
  GatewayResponseType,
  PutGatewayResponseCommand,
  UpdateApiKeyCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { allow } from '../../testing/gated-api.ts';
import { createMeteredApi } from '../../testing/metered-api.ts';
import { rawRequest } from '../../testing/raw-request.ts';

const FORBIDDEN = {
  status: 403,
  body: '{"message":"Forbidden"}',
  headers: expect.objectContaining({ 'x-amzn-errortype': 'ForbiddenException' }),
};

test('rejects a request without a key, and with a key that no plan allows for the stage', async () => {
  await using engine = await startWithFunctions();
  const api = await createMeteredApi(engine.client);
  const plan = await api.plan();
  const elsewhere = await api.plan({ apiStages: [] });
  const [good, outside, other] = [await api.key(plan), await api.key(), await api.key(elsewhere)];
  const get = (value?: string, path = '/metered') =>
    rawRequest(engine.port, {
      path: `${api.base}${path}`,
      headers: value === undefined ? {} : { 'X-Api-Key': value },
    });
  for (const value of [undefined, '', 'nonsense', outside.value, other.value])
    expect(await get(value)).toMatchObject(FORBIDDEN);
  expect(await get(good.value)).toMatchObject({ status: 200 });
  expect(await get(undefined, '/free')).toMatchObject({ status: 200 });

  const patch = (value: string) =>
    engine.client.send(
      new UpdateApiKeyCommand({
        apiKey: good.id,
        patchOperations: [{ op: 'replace', path: '/enabled', value }],
      }),
    );
  await patch('false');
  expect(await get(good.value)).toMatchObject(FORBIDDEN);
  await patch('true');
  expect(await get(good.value)).toMatchObject({ status: 200 });
  await engine.client.send(
    new UpdateUsagePlanCommand({
      usagePlanId: plan,
      patchOperations: [{ op: 'remove', path: '/apiStages', value: `${api.apiId}:test` }],
    }),
  );
  expect(await get(good.value)).toMatchObject(FORBIDDEN);
});

test('takes the key from the authorizer, not the header, if the API says so', async () => {
  await using engine = await startWithFunctions();
  const api = await createMeteredApi(engine.client, { apiKeySource: 'AUTHORIZER' });
  const key = await api.key(await api.plan());
  const named: Record<string, string | undefined> = { good: key.value, other: 'nonsense', none: undefined };
  engine.functions.set('auth', (event: { methodArn: string; authorizationToken: string }) => ({
    ...allow(event),
    usageIdentifierKey: named[event.authorizationToken],
  }));
  const get = (token: string) =>
    rawRequest(engine.port, {
      path: `${api.base}/metered`,
      headers: { Authorization: token, 'X-Api-Key': key.value },
    });
  expect(await get('good')).toMatchObject({ status: 200 });
  // The second is answered from the authorizer's cache.
  expect(await get('good')).toMatchObject({ status: 200 });
  expect(engine.runs).toHaveLength(1);
  expect(await get('other')).toMatchObject(FORBIDDEN);
  expect(await get('none')).toMatchObject(FORBIDDEN);
});

test('answers with the gateway response INVALID_API_KEY if the API has one', async () => {
  await using engine = await startWithFunctions();
  const api = await createMeteredApi(engine.client);
  const restApiId = api.apiId;
  await engine.client.send(
    new PutGatewayResponseCommand({
      restApiId,
      responseType: GatewayResponseType.INVALID_API_KEY,
      statusCode: '401',
      responseTemplates: { 'application/json': '{"why":$context.error.messageString}' },
    }),
  );
  await engine.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  expect(await rawRequest(engine.port, { path: `${api.base}/metered` })).toMatchObject({
    status: 401,
    body: '{"why":"Forbidden"}',
  });
});
