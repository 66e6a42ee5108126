import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetAuthorizersCommand,
  GetDeploymentsCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import { ListUserPoolClientsCommand, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parseRealism } from '../emulator/control/realism/realism.ts';
import { type Engine, startEngine } from '../emulator/engine.ts';
import { TestClock } from '../emulator/store/clock.ts';
import { hasChanges } from './reconcile/render.ts';
import type { Clock } from './reconcile/wait.ts';
import { runAgainst } from './testing/run-against.ts';
import { type StackUnderTest, stackUnderTest } from './testing/stack-under-test.ts';

let engine: Engine;
let folder: string;
let time: TestClock;

beforeEach(async () => {
  time = new TestClock();
  engine = await startEngine({ realism: parseRealism('aws'), clock: time });
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

/** The account's time, which passes only while the program waits. */
function sharedClock(): Clock {
  return {
    now: () => time.now(),
    async sleep(milliseconds) {
      await new Promise((resolve) => setImmediate(resolve));
      time.advance(milliseconds);
    },
  };
}

function stackWith(env: Record<string, string> = {}): StackUnderTest {
  return stackUnderTest(engine.endpoint, folder, env, { clock: sharedClock() });
}

test('makes, changes and removes a stack unattended in an account as slow and as strict as a real one', async () => {
  const stack = stackWith();
  const began = time.now();
  await stack.apply();
  expect(time.now() - began).toBeGreaterThan(5_000);
  expect(hasChanges(await stack.plan())).toBe(false);

  const moved = stackWith({ ORIGIN_URL: 'http://127.0.0.1:3001' });
  moved.changeCode('export const handler = () => 1;');
  await moved.apply();
  expect(hasChanges(await moved.plan())).toBe(false);

  await moved.destroy();
  expect((await moved.planDestroy()).steps).toEqual([]);

  // At once, while the lists may still show the old state.
  await stack.apply();
  expect(hasChanges(await stack.plan())).toBe(false);
  await stack.destroy();
});

test.each([
  'CreateUserPool',
  'CreateUserPoolClient',
  'CreateRestApi',
  'CreateAuthorizer',
  'CreateDeployment',
  'CreateRole',
])(
  'makes no second one in the next run when killed right after %s, while no list shows it',
  async (operation) => {
    const stack = stackWith();
    stack.killAfter(operation);
    await expect(stack.apply()).rejects.toThrow(/Killed/);
    stack.killAt(Number.POSITIVE_INFINITY);
    stack.calls.length = 0;
    const { userPoolId, apiId } = await stack.apply();
    expect(hasChanges(await stack.plan())).toBe(false);
    const aws = runAgainst(engine.endpoint);
    time.advance(60_000);
    const [pools, clients, apis, authorizers, deployments] = await Promise.all([
      aws.run.clients.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 })),
      aws.run.clients.cognito.send(
        new ListUserPoolClientsCommand({ UserPoolId: userPoolId, MaxResults: 60 }),
      ),
      aws.run.clients.apigateway.send(new GetRestApisCommand({})),
      aws.run.clients.apigateway.send(new GetAuthorizersCommand({ restApiId: apiId })),
      aws.run.clients.apigateway.send(new GetDeploymentsCommand({ restApiId: apiId })),
    ]);
    aws[Symbol.dispose]();
    const found = [
      pools.UserPools,
      clients.UserPoolClients,
      apis.items,
      authorizers.items,
      deployments.items,
    ];
    // One authorizer for the gate, one for a person's own credential.
    expect(found.map((list) => list?.length)).toEqual([1, 1, 1, 2, 1]);
  },
);
