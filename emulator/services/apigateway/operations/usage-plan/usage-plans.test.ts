import {
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteUsagePlanCommand,
  DeleteUsagePlanKeyCommand,
  GetUsagePlanCommand,
  GetUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  type PatchOperation,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { createMeteredApi } from '../../testing/metered-api.ts';

async function open() {
  const engine = await startWithFunctions();
  const { client } = engine;
  const api = await createMeteredApi(client);
  const usagePlanId = await api.plan({ description: 'd' });
  return {
    client,
    api,
    usagePlanId,
    patch: (...patchOperations: PatchOperation[]) =>
      client.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations })),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

test('creates, changes and deletes a plan', async () => {
  await using place = await open();
  const { client, api, usagePlanId } = place;
  const apiStages = [{ apiId: api.apiId, stage: 'test' }];
  expect(await client.send(new GetUsagePlanCommand({ usagePlanId }))).toMatchObject({
    id: usagePlanId,
    name: 'plan',
    description: 'd',
    apiStages,
    tags: {},
  });
  const changed = await place.patch(
    { op: 'replace', path: '/throttle/burstLimit', value: '100' },
    { op: 'replace', path: '/throttle/rateLimit', value: '200' },
    { op: 'replace', path: '/quota/limit', value: '5000' },
    { op: 'replace', path: '/quota/period', value: 'MONTH' },
  );
  expect(changed).toMatchObject({
    throttle: { burstLimit: 100, rateLimit: 200 },
    quota: { limit: 5000, offset: 0, period: 'MONTH' },
  });
  const { items } = await client.send(new GetUsagePlansCommand({}));
  expect(items?.map(({ id, tags }) => [id, tags])).toEqual([[usagePlanId, undefined]]);
  const bare = await place.patch(
    { op: 'remove', path: '/throttle' },
    { op: 'remove', path: '/quota' },
    { op: 'remove', path: '/apiStages', value: `${api.apiId}:test` },
  );
  expect([bare.throttle, bare.quota, bare.apiStages]).toEqual([undefined, undefined, []]);
  await client.send(new DeleteUsagePlanCommand({ usagePlanId }));
  await expect(client.send(new GetUsagePlanCommand({ usagePlanId }))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid Usage Plan ID specified',
  });
});

test('sets and removes a method’s limits in a stage', async () => {
  await using place = await open();
  const stage = `${place.api.apiId}:test`;
  const path = (limit: string) => `/apiStages/${stage}/throttle/~1metered/GET/${limit}`;
  const set = await place.patch(
    { op: 'replace', path: path('rateLimit'), value: '1.5' },
    { op: 'replace', path: path('burstLimit'), value: '2' },
  );
  expect(set.apiStages?.[0]?.throttle).toEqual({ '/metered/GET': { rateLimit: 1.5, burstLimit: 2 } });
  const removed = await place.patch({ op: 'remove', path: `/apiStages/${stage}/throttle/~1metered/GET` });
  expect(removed.apiStages?.[0]?.throttle).toBeUndefined();
});

test.each([
  [undefined, 'BadRequestException', 'Invalid API Stage specified'],
  ['API', 'BadRequestException', 'Invalid API Stage specified'],
  ['API:fake', 'NotFoundException', 'Invalid API Stage {api: API, stage: fake} specified for usageplan PLAN'],
  ['nob:test', 'NotFoundException', 'Invalid API Stage {api: nob, stage: test} specified for usageplan PLAN'],
])('rejects adding and removing the stage %s', async (value, name, message) => {
  await using place = await open();
  const named = (text: string) =>
    text.replaceAll('API:', `${place.api.apiId}:`).replace('api: API', `api: ${place.api.apiId}`);
  for (const op of ['add', 'remove'] as const)
    await expect(place.patch({ op, path: '/apiStages', value: value && named(value) })).rejects.toMatchObject(
      { name, message: named(message).replace('PLAN', place.usagePlanId) },
    );
});

test.each([
  { limit: 1, period: 'WEEK', offset: 7 },
  { limit: 1, period: 'DAY', offset: 1 },
  { limit: -1, period: 'DAY' },
])('rejects the quota %j', async (quota) => {
  await using place = await open();
  await expect(
    place.client.send(new CreateUsagePlanCommand({ name: 'x', quota: quota as never })),
  ).rejects.toMatchObject({ name: 'BadRequestException' });
});

test('stores a plan’s keys, and allows a key one plan for a stage', async () => {
  await using place = await open();
  const { client, api, usagePlanId } = place;
  const { id: keyId, value } = await api.key();
  const join = (plan: string, keyType = 'API_KEY') =>
    client.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan, keyId, keyType }));
  expect(await join(usagePlanId)).toMatchObject({ id: keyId, type: 'API_KEY', value });
  await expect(join(usagePlanId)).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(join(await api.plan())).rejects.toMatchObject({ name: 'ConflictException' });
  const elsewhere = await api.plan({ apiStages: [] });
  await join(elsewhere);
  await expect(join('nowhere')).rejects.toMatchObject({ message: 'Invalid Usage Plan ID specified' });
  await expect(join(elsewhere, 'OTHER')).rejects.toMatchObject({ name: 'BadRequestException' });

  const plans = await client.send(new GetUsagePlansCommand({ keyId }));
  expect(plans.items?.map(({ id }) => id)).toEqual([usagePlanId, elsewhere]);
  const keys = (plan: string) => client.send(new GetUsagePlanKeysCommand({ usagePlanId: plan }));
  expect((await keys(usagePlanId)).items).toMatchObject([{ id: keyId, value }]);
  expect((await keys('nowhere')).items).toEqual([]);
  await client.send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }));
  await expect(client.send(new GetUsagePlanKeyCommand({ usagePlanId, keyId }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});
