import {
  DeleteUsagePlanCommand,
  GetUsageCommand,
  type QuotaSettings,
  UpdateUsageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { TestClock } from '../../../../store/clock.ts';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { createMeteredApi } from '../../testing/metered-api.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import { periodStart } from './quota-period.ts';

const EXCEEDED = {
  status: 429,
  body: '{"message":"Limit Exceeded"}',
  headers: expect.objectContaining({ 'x-amzn-errortype': 'LimitExceededException' }),
};

async function open(quota: QuotaSettings, start = '2026-01-01T10:00:00Z') {
  const clock = new TestClock(Date.parse(start));
  const engine = await startWithFunctions({ clock });
  const api = await createMeteredApi(engine.client);
  const usagePlanId = await api.plan({ quota });
  const key = await api.key(usagePlanId);
  const get = (value = key.value) =>
    rawRequest(engine.port, { path: `${api.base}/metered`, headers: { 'x-api-key': value } });
  return {
    clock,
    engine,
    api,
    usagePlanId,
    key,
    get,
    usage: async (startDate: string, endDate = startDate) =>
      (await engine.client.send(new GetUsageCommand({ usagePlanId, startDate, endDate }))).items,
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

test('allows a day’s quota, and again on the next day', async () => {
  await using place = await open({ limit: 2, period: 'DAY' });
  expect((await place.get()).status).toBe(200);
  expect((await place.get()).status).toBe(200);
  expect(await place.get()).toMatchObject(EXCEEDED);
  const other = await place.api.key(place.usagePlanId);
  expect((await place.get(other.value)).status).toBe(200);
  place.clock.advance(14 * 3600 * 1000 - 1);
  expect(await place.get()).toMatchObject(EXCEEDED);
  place.clock.advance(1);
  expect((await place.get()).status).toBe(200);
  expect(await place.usage('2026-01-01', '2026-01-02')).toEqual({
    [place.key.id]: [
      [2, 0],
      [1, 1],
    ],
    [other.id]: [
      [1, 1],
      [0, 2],
    ],
  });
});

test('counts over a month, across a restart', async () => {
  await using place = await open({ limit: 3, period: 'MONTH' }, '2026-01-30T00:00:00Z');
  await place.get();
  place.clock.advance(86_400_000);
  await place.get();
  expect(await place.usage('2026-01-29', '2026-01-31')).toEqual({
    [place.key.id]: [
      [0, 3],
      [1, 2],
      [1, 1],
    ],
  });
  place.clock.advance(86_400_000);
  expect(await place.usage('2026-02-01')).toEqual({ [place.key.id]: [[0, 3]] });
});

test('extends or cuts a key’s period with UpdateUsage', async () => {
  await using place = await open({ limit: 1, period: 'DAY' });
  await place.get();
  expect(await place.get()).toMatchObject(EXCEEDED);
  const set = (value: string) =>
    place.engine.client.send(
      new UpdateUsageCommand({
        usagePlanId: place.usagePlanId,
        keyId: place.key.id,
        patchOperations: [{ op: 'replace', path: '/remaining', value }],
      }),
    );
  expect((await set('2')).items).toEqual({ [place.key.id]: [[1, 2]] });
  expect([(await place.get()).status, (await place.get()).status]).toEqual([200, 200]);
  expect(await place.get()).toMatchObject(EXCEEDED);
  expect(await place.usage('2026-01-01')).toEqual({ [place.key.id]: [[3, 0]] });
  await set('5');
  await set('0');
  expect(await place.get()).toMatchObject(EXCEEDED);
});

test('counts a new limit from what the period already used', async () => {
  await using place = await open({ limit: 5, period: 'DAY' });
  await place.get();
  await place.get();
  const { usagePlanId } = place;
  await place.engine.client.send(
    new UpdateUsagePlanCommand({
      usagePlanId,
      patchOperations: [{ op: 'replace', path: '/quota/limit', value: '2' }],
    }),
  );
  expect(await place.get()).toMatchObject(EXCEEDED);
});

test('rejects invalid dates, and deleting a plan that has stages (texts are guesses)', async () => {
  await using place = await open({ limit: 1, period: 'DAY' });
  for (const [start, end] of [
    ['yesterday', '2026-01-01'],
    ['2026-01-02', '2026-01-01'],
    ['2025-01-01', '2026-01-01'],
  ] as const)
    await expect(place.usage(start, end)).rejects.toMatchObject({ name: 'BadRequestException' });
  await expect(
    place.engine.client.send(new DeleteUsagePlanCommand({ usagePlanId: place.usagePlanId })),
  ).rejects.toMatchObject({ name: 'BadRequestException' });
});

test.each([
  ['DAY', 0, '2026-11-27', '2026-11-27'],
  // 2026-11-27 is a Friday.
  ['WEEK', 0, '2026-11-27', '2026-11-22'],
  ['WEEK', 1, '2026-11-27', '2026-11-23'],
  ['WEEK', 6, '2026-11-27', '2026-11-21'],
  ['MONTH', 0, '2026-11-27', '2026-11-01'],
  ['MONTH', 14, '2026-11-27', '2026-11-15'],
  ['MONTH', 27, '2026-11-27', '2026-10-28'],
] as const)('begins a %s with the offset %d that holds %s on %s', (period, offset, day, start) => {
  expect(periodStart(Date.parse(`${day}T23:59:59Z`), { period, offset })).toBe(start);
});
