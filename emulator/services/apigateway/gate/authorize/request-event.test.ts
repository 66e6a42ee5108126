import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { allow, createGatedApi } from '../../testing/gated-api.ts';
import { startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';

test('spells a REQUEST authorizer’s headers as a function’s, and leaves out what does not reach functions', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const events: { headers: Record<string, string>; multiValueHeaders: Record<string, string[]> }[] = [];
  engine.functions.set('auth', (event: { methodArn: string } & (typeof events)[number]) => {
    events.push(event);
    return allow(event);
  });
  const { base } = await createGatedApi(engine.client, {
    originUrl: origin.url,
    authorizer: { type: 'REQUEST', identitySource: 'method.request.header.X-Key' },
  });
  const sent = ['Host', 'h', 'authorization', 'secret', 'user-Agent', 'curl', 'x-KEY', 'a', 'x-KEY', 'b'];
  const kept = ['Content-MD5', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'TE', 'WWW-Authenticate'];
  const headers = [...sent, ...kept.flatMap((name) => [name, 'z'])];
  expect(await rawRequest(engine.port, { path: `${base}/x`, headers })).toMatchObject({ status: 200 });
  const [event] = events;
  expect(event?.headers).toMatchObject({
    Authorization: 'secret',
    Host: 'h',
    'User-Agent': 'curl',
    'x-KEY': 'b',
    'X-Forwarded-Port': '443',
    'X-Forwarded-Proto': 'https',
  });
  expect(event?.multiValueHeaders).toMatchObject({ Authorization: ['secret'], 'x-KEY': ['a', 'b'] });
  for (const name of ['authorization', 'user-Agent', ...kept])
    expect(event?.headers).not.toHaveProperty([name]);
});
