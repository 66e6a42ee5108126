import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
} from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../emulator/engine.ts';
import type { Clients } from './clients.ts';
import { deployerPolicy, type PolicyStatement } from './reconcile/deployer-policy.ts';
import { declareStack } from './stack/stack.ts';
import { disturb, disturbPlan, makeKey, replaceClient } from './testing/disturb.ts';
import { disturbHttpApi, untagHttpApi } from './testing/disturb-http.ts';
import { runAgainst } from './testing/run-against.ts';
import { type StackUnderTest, stackUnderTest } from './testing/stack-under-test.ts';

let engine: Engine;
let folder: string;
let aws: Clients;
let deployer: StackUnderTest;
let policy: PolicyStatement[];

beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(() => anew('both'));
afterEach(() => aws.destroy());
afterAll(async () => {
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

/** An account with nothing but a deployer without permissions. */
async function anew(API: string, limits: Record<string, string> = {}): Promise<void> {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  if (folder) await rm(folder, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  const account = runAgainst(engine.endpoint, { stage: 'dev' });
  aws = account.run.clients;
  await aws.iam.send(new CreateUserCommand({ UserName: 'deployer' }));
  const { AccessKey } = await aws.iam.send(new CreateAccessKeyCommand({ UserName: 'deployer' }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  deployer = stackUnderTest(engine.endpoint, folder, { API, ...limits }, { credentials });
  const stack = declareStack({
    config: deployer.config,
    scope: account.run.scope,
    originSecret: 'secret-of-the-test',
    credentialSecret: undefined,
    bundle: () => Promise.reject(new Error('No code is needed for a policy.')),
  });
  policy = (await deployerPolicy(stack.nodes, account.run)).Statement;
}

/** As a managed policy, because it exceeds the size of inline policies of users. */
async function allow(Statement: PolicyStatement[]): Promise<void> {
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Policy } = await aws.iam.send(
    new CreatePolicyCommand({ PolicyName: 'deployer-may', PolicyDocument }),
  );
  await aws.iam.send(new AttachUserPolicyCommand({ UserName: 'deployer', PolicyArn: Policy?.Arn }));
}

/** Everything a deployer does in a stack's life: creates it, fixes it twice, changes its code, removes it. */
async function live(): Promise<void> {
  const made = await deployer.apply();
  await disturb(made, aws);
  if (made.httpApi) {
    await disturbHttpApi(made.httpApi.apiId, aws);
    await untagHttpApi(made.httpApi.apiId, made.region, aws);
  }
  if (made.usagePlanId) await disturbPlan(made, aws);
  deployer.changeCode('export const handler = () => 1;');
  const mended = await deployer.apply({ adopt: true });
  await replaceClient(mended, aws);
  await deployer.apply();
  await deployer.destroy();
}

/** The same where the source server was a function until now: it goes, with everything it had. */
async function moveOrigin(): Promise<void> {
  await stackUnderTest(engine.endpoint, folder, { API: 'both', ORIGIN: 'lambda' }).apply();
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await aws.iam.send(new AttachRolePolicyCommand({ RoleName: 'gatehouse-dev-origin', PolicyArn }));
  await deployer.apply();
  await deployer.destroy();
}

/** The same where requests were limited until now. */
async function liftLimits(): Promise<void> {
  await stackUnderTest(engine.endpoint, folder, LIMITED).apply();
  await makeKey(aws);
  await deployer.apply();
  await deployer.destroy();
}

const LIMITED = { API: 'rest', QUOTA: '9' };
const ofLimits = (resources: string) => /::\/(usageplans|apikeys)/.test(resources);

test.each<[string, Record<string, string>]>([
  ['rest', {}],
  ['both', {}],
  ['both', { QUOTA: '9' }],
])(
  'plans, applies, fixes and destroys with exactly the policy that API=%s %j prints',
  async (API, limits) => {
    await anew(API, limits);
    await allow(policy);
    await live();
  },
);

test.each(['http', 'both'])(
  'takes over from a REST API, applies again and destroys with the policy of API=%s',
  async (API) => {
    await anew(API);
    await stackUnderTest(engine.endpoint, folder).apply();
    await allow(policy);
    expect(await deployer.apply()).toMatchObject({ apiKind: API });
    await deployer.apply();
    await deployer.destroy();
  },
);

test('does all of that with exactly the policy that QUOTA prints, and fails without any one action on plans and keys', async () => {
  await anew('rest', LIMITED);
  await allow(policy);
  await live();
  const superfluous: string[] = [];
  const rights = policy.flatMap(({ Action, Resource }, index) =>
    ofLimits(String(Resource)) ? Action.map((action) => ({ action, index })) : [],
  );
  expect(rights.length).toBeGreaterThanOrEqual(6);
  for (const { action, index } of rights) {
    aws.destroy();
    await anew('rest', LIMITED);
    const without = policy.map((statement, at) => ({
      ...statement,
      Action: statement.Action.filter((name) => at !== index || name !== action),
    }));
    await allow(without.filter(({ Action }) => Action.length > 0));
    const went = await live().then(
      () => true,
      () => false,
    );
    if (went) superfluous.push(`${action} on ${policy[index]?.Resource}`);
  }
  expect(superfluous).toEqual([]);
});

test('fails in part without any one action of any one statement', async () => {
  const superfluous: string[] = [];
  const rights = policy.flatMap(({ Action }, index) => Action.map((action) => ({ action, index })));
  for (const { action, index } of rights) {
    const without = policy.map((statement, at) => ({
      ...statement,
      Action: statement.Action.filter((name) => at !== index || name !== action),
    }));
    await allow(without.filter(({ Action }) => Action.length > 0));
    const resources = String(policy[index]?.Resource);
    const life = resources.includes('-origin') ? moveOrigin : ofLimits(resources) ? liftLimits : live;
    const went = await life().then(
      () => true,
      () => false,
    );
    if (went) superfluous.push(`${action} on ${resources}`);
    aws.destroy();
    await anew('both');
  }
  expect(superfluous).toEqual([]);
}, 180_000);
