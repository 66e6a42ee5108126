import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import {
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../emulator/engine.ts';
import type { Clients } from './clients.ts';
import { renderPlan } from './reconcile/render.ts';
import { disturbHttpApi } from './testing/disturb-http.ts';
import { runAgainst } from './testing/run-against.ts';
import { stackUnderTest } from './testing/stack-under-test.ts';

let engine: Engine;
let folder: string;
let aws: Clients;

beforeAll(async () => {
  engine = await startEngine();
  aws = runAgainst(engine.endpoint).run.clients;
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  if (folder) await rm(folder, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

const stackWith = (API: string, env: Record<string, string> = {}) =>
  stackUnderTest(engine.endpoint, folder, { API, ...env });

async function counted(): Promise<{ rest: number | undefined; http: number | undefined }> {
  const [rest, http] = await Promise.all([
    aws.apigateway.send(new GetRestApisCommand({})),
    aws.apigatewayv2.send(new GetApisCommand({})),
  ]);
  return { rest: rest.items?.length, http: http.Items?.length };
}

test('makes only an HTTP API with API=http, changes nothing a second time, and finds it by its tags without the outputs', async () => {
  const stack = stackWith('http');
  const outputs = await stack.apply();
  expect(outputs).toMatchObject({
    apiKind: 'http',
    apiUrl: `${engine.endpoint}/_aws/execute-api/${outputs.apiId}/dev`,
  });
  expect(outputs.httpApi).toBeUndefined();
  expect(await counted()).toEqual({ rest: 0, http: 1 });
  stack.calls.length = 0;
  expect(await stack.apply()).toEqual(outputs);
  expect(stack.calls.filter(({ changes }) => changes)).toEqual([]);
  const asked = stack.calls.filter(({ service }) => service !== 'sts').length;
  expect(asked).toBeLessThanOrEqual((await stack.plan()).steps.length);
  await rm(join(folder, 'outputs.json'));
  expect(await stack.apply()).toEqual(outputs);
  await stack.destroy();
  expect(await counted()).toEqual({ rest: 0, http: 0 });
});

test('removes the kind that is no longer wanted, and runs both side by side', async () => {
  await stackWith('rest').apply();
  const both = await stackWith('both').apply();
  expect(both).toMatchObject({ apiKind: 'both', httpApi: { apiId: expect.any(String) } });
  expect(await counted()).toEqual({ rest: 1, http: 1 });
  const lines = renderPlan(await stackWith('http').plan());
  expect(lines).toContain('- REST API gatehouse-dev');
  const http = await stackWith('http').apply();
  expect(http.apiId).toBe(both.httpApi?.apiId);
  expect(await counted()).toEqual({ rest: 0, http: 1 });
  await stackWith('rest').apply();
  expect(await counted()).toEqual({ rest: 1, http: 0 });
});

test('finds drift, says where it is dangerous, and fixes it', async () => {
  const stack = stackWith('http');
  const { apiId: ApiId } = await stack.apply();
  await disturbHttpApi(ApiId, aws);

  const lines = renderPlan(await stack.plan());
  expect(lines).toEqual([
    '~ HTTP API gatehouse-dev',
    expect.stringMatching(/^ {4}cors: .* → \(none\)$/),
    '    reachable: false → true',
    '~ HTTP authorizer gatehouse-dev',
    '    ttl: 3600 → 60',
    '~ HTTP integration origin',
    '    answers 200: "{\\"overwrite:statuscode\\":\\"204\\"}" → (none)',
    '    append:header.x-other: "a" → (none)',
    '    overwrite:header.x-user: "everybody" → "$context.authorizer.username"',
    '~ route $default',
    expect.stringMatching(/^ {4}authorization: "NONE" → "CUSTOM"/),
    expect.stringMatching(/^ {4}authorizer: \(none\) → "/),
    `- undeclared routes of ${ApiId}`,
    '    route GET /open: "NONE" → (none)',
    '~ HTTP stage dev',
    '    autoDeploy: false → true',
    '! route $default has no authorizer: it is open to everybody.',
    '! route GET /open has no authorizer: it is open to everybody.',
    '! HTTP stage dev does not deploy by itself: it may be older than what it should hold.',
    expect.stringMatching(/^5 to update, 1 to delete/),
  ]);
  // An apply ends only when a plan finds nothing to do.
  await stack.apply();
});

test.each(['CreateApi', 'CreateAuthorizer', 'CreateIntegration', 'CreateRoute', 'CreateStage'])(
  'makes no second one in the next run when killed right after %s',
  async (operation) => {
    const stack = stackWith('http');
    stack.killAfter(operation);
    await expect(stack.apply()).rejects.toThrow(/Killed/);
    stack.killAt(Number.POSITIVE_INFINITY);
    const { apiId: ApiId } = await stack.apply();
    const found = await Promise.all([
      aws.apigatewayv2.send(new GetApisCommand({})),
      aws.apigatewayv2.send(new GetAuthorizersCommand({ ApiId })),
      aws.apigatewayv2.send(new GetIntegrationsCommand({ ApiId })),
      aws.apigatewayv2.send(new GetRoutesCommand({ ApiId })),
    ]);
    expect(found.map(({ Items }) => Items?.length)).toEqual([1, 2, 2, 4]);
  },
);

test('leaves an API of the same name without the tags alone, and names it', async () => {
  const { apiId } = await stackWith('http').apply();
  const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${apiId}`;
  await aws.apigatewayv2.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['app', 'stage'] }));
  await expect(stackWith('http').apply()).rejects.toThrow(/^HTTP API gatehouse-dev is there and does not/);
  await stackWith('http').apply({ adopt: true });
  expect(await counted()).toEqual({ rest: 0, http: 1 });
});

test('never shows the integration’s secret, and keeps an origin below a path there', async () => {
  await stackWith('http').apply();
  const moved = stackWith('http', {
    ORIGIN_SECRET: 'another-secret-of-the-test',
    ORIGIN_URL: 'http://127.0.0.1:3000/base',
  });
  const lines = renderPlan(await moved.plan());
  expect(lines).toContain('    overwrite:header.x-origin-secret: (secret) → (secret)');
  expect(lines).toContain('    overwrite:path: "$request.path" → "/base${request.path}"');
  expect(lines.join('\n')).not.toMatch(/secret-of-the-test/);
  await moved.apply();
});
