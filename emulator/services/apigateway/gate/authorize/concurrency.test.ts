import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { allow, createGatedApi } from '../../testing/gated-api.ts';
import { startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';

test('answers 200 simultaneous first requests with one credential, with no more runs than requests, then from the cache', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  engine.functions.set('auth', async (event: { methodArn: string }) => {
    await opened;
    return allow(event, { username: 'ada' });
  });
  const { base } = await createGatedApi(engine.client, {
    originUrl: origin.url,
    authorizer: { authorizerResultTtlInSeconds: 300 },
    mappings: { 'integration.request.header.x-user': 'context.authorizer.username' },
  });
  const get = (n: number) =>
    rawRequest(engine.port, { path: `${base}/${n}`, headers: { Authorization: 'one' } });
  const asked = Array.from({ length: 200 }, (_, n) => get(n));
  // Nobody is answered before all have asked: the worst case on AWS, in which each first request runs the function.
  while (engine.runs.length < 200) await new Promise((resolve) => setImmediate(resolve));
  open();
  const answers = await Promise.all(asked);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(engine.runs).toHaveLength(200);
  expect(new Set(origin.seen.map(({ url }) => url)).size).toBe(200);
  expect(new Set(origin.seen.map(({ headers }) => headers['x-user']))).toEqual(new Set(['ada']));

  await Promise.all(Array.from({ length: 200 }, (_, n) => get(n)));
  expect(engine.runs).toHaveLength(200);
});

test('never mixes up the verdicts of simultaneous requests with different credentials', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  engine.functions.set('auth', async (event: { methodArn: string; authorizationToken: string }) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (Number(event.authorizationToken) % 3 === 0) throw new Error('Unauthorized');
    return allow(event, { username: event.authorizationToken });
  });
  const { base } = await createGatedApi(engine.client, {
    originUrl: origin.url,
    authorizer: { authorizerResultTtlInSeconds: 300 },
    mappings: { 'integration.request.header.x-user': 'context.authorizer.username' },
  });
  const people = Array.from({ length: 50 }, (_, n) => String(n + 1));
  for (const _round of [1, 2]) {
    const answers = await Promise.all(
      people.map((who) =>
        rawRequest(engine.port, { path: `${base}/${who}`, headers: { Authorization: who } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      people.map((who) => (Number(who) % 3 === 0 ? 401 : 200)),
    );
  }
  for (const { url, headers } of origin.seen) expect(headers['x-user']).toBe(url.slice(1));
});
