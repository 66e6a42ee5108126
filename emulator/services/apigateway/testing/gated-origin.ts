import { expect } from '@jest/globals';
import type { TestEngine } from './engine-with-functions.ts';
import { allow, createGatedApi } from './gated-api.ts';
import { startOrigin } from './origin.ts';
import { rawRequest } from './raw-request.ts';

/** A gate before an origin, with an authorizer that allows everybody; the returned function sends a GET through it. */
export async function gatedOrigin(engine: TestEngine, originUrl: string, timeoutInMillis?: number) {
  engine.functions.set('auth', (event: { methodArn: string }) => allow(event));
  const { base } = await createGatedApi(engine.client, { originUrl, timeoutInMillis });
  return (path = '/a') => rawRequest(engine.port, { path: base + path, headers: { Authorization: 'x' } });
}

/** After everything an origin did, the engine still answers. */
export async function expectAlive(engine: TestEngine): Promise<void> {
  await using origin = await startOrigin();
  expect(await (await gatedOrigin(engine, origin.url))()).toMatchObject({ status: 200 });
  expect(engine.defects).toEqual([]);
}
