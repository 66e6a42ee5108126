import { expect, test } from '@jest/globals';
import { TestClock } from '../../../../store/clock.ts';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { createGatedApi } from '../../testing/gated-api.ts';
import { startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';

test('gives up on a silent authorizer with 500 and does not ask again (30 seconds is a guess)', async () => {
  const clock = new TestClock();
  await using origin = await startOrigin();
  await using engine = await startWithFunctions({ clock });
  let tellAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    tellAsked = resolve;
  });
  engine.functions.set('auth', (_event, { signal }) => {
    tellAsked();
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('Aborted')));
    });
  });
  const { base } = await createGatedApi(engine.client, { originUrl: origin.url, timeoutInMillis: 50 });
  const answer = rawRequest(engine.port, { path: `${base}/a`, headers: { Authorization: 'x' } });
  await asked;
  clock.advance(30_000);
  expect(await answer).toMatchObject({ status: 500, body: '{"message":null}' });
  expect(engine.runs[0]?.signal?.aborted).toBe(true);
  expect(origin.seen).toEqual([]);
  expect(engine.defects).toEqual([]);
});
