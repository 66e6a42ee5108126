import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetDeploymentsCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateUserPoolCommand,
  DeleteUserPoolClientCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetRolePolicyCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../emulator/engine.ts';
import type { Clients } from '../clients.ts';
import { renderPlan } from '../reconcile/render.ts';
import { runAgainst } from '../testing/run-against.ts';
import { type StackUnderTest, stackUnderTest } from '../testing/stack-under-test.ts';

let engine: Engine;
let folder: string;
let aws: Clients;
let stack: StackUnderTest;

beforeAll(async () => {
  engine = await startEngine();
  aws = runAgainst(engine.endpoint).run.clients;
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  if (folder) await rm(folder, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  stack = stackUnderTest(engine.endpoint, folder);
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

const NOTHING = [expect.stringMatching(/^Nothing to do: \d+ resources are as declared\.$/)];

async function planned(of = stack): Promise<string[]> {
  return renderPlan(await of.plan());
}

test('creates everything; the next apply asks at most once for each resource and changes nothing', async () => {
  const outputs = await stack.apply();
  expect(outputs).toMatchObject({
    target: 'embedded',
    accountId: '000000000000',
    region: 'us-east-1',
    stage: 'dev',
    tableName: 'user',
    apiKind: 'rest',
    apiUrl: `${engine.endpoint}/_aws/execute-api/${outputs.apiId}/dev`,
    originUrl: 'http://127.0.0.1:3000',
    origin: 'url',
    functions: {
      postConfirmation: 'gatehouse-dev-post-confirmation',
      authorizer: 'gatehouse-dev-authorizer',
      credential: 'gatehouse-dev-credential',
    },
  });
  stack.calls.length = 0;
  expect(await stack.apply()).toEqual(outputs);
  expect(stack.calls.filter(({ changes }) => changes)).toEqual([]);
  expect(stack.calls.length).toBeLessThanOrEqual((await stack.plan()).steps.length);
});

test('gives each role what its function needs, and no more', async () => {
  await stack.apply();
  const documents = await Promise.all(
    ['post-confirmation', 'authorizer', 'credential'].map(async (name) => {
      const RoleName = `gatehouse-dev-${name}`;
      const policy = await aws.iam.send(
        new GetRolePolicyCommand({ RoleName, PolicyName: `${RoleName}-may` }),
      );
      return JSON.parse(decodeURIComponent(policy.PolicyDocument ?? '')).Statement;
    }),
  );
  const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/user';
  const streams = (name: string) =>
    `arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/gatehouse-dev-${name}:*`;
  const write = { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] };
  expect(documents).toEqual([
    [
      { Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:GetItem'], Resource: table },
      { ...write, Resource: streams('post-confirmation') },
    ],
    [
      { Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: table },
      {
        Effect: 'Allow',
        Action: ['dynamodb:UpdateItem'],
        Resource: table,
        Condition: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['authentication', 'lastUsedAt'] },
        },
      },
      { ...write, Resource: streams('authorizer') },
    ],
    [
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        Resource: table,
      },
      { ...write, Resource: streams('credential') },
    ],
  ]);
});

test('runs the code that was replaced or changed', async () => {
  await stack.apply();
  stack.changeCode('export const handler = () => 1;');
  expect((await planned()).filter((line) => !line.startsWith(' '))).toEqual([
    '~ function gatehouse-dev-post-confirmation',
    '~ function gatehouse-dev-authorizer',
    '~ function gatehouse-dev-credential',
    expect.stringMatching(/^3 to update/),
  ]);
  await stack.apply();
  expect(await planned()).toEqual(NOTHING);
});

test('deploys a change of the API, and removes the replaced deployment', async () => {
  const { apiId: restApiId } = await stack.apply();
  const moved = stackUnderTest(engine.endpoint, folder, { ORIGIN_URL: 'http://127.0.0.1:3001' });
  expect((await planned(moved)).filter((line) => !line.startsWith(' '))).toEqual([
    '~ integration ANY /',
    '~ integration ANY /{proxy+}',
    expect.stringMatching(/^\+ deployment [0-9a-f]{16}$/),
    '~ stage dev',
    `- superseded deployments of ${restApiId}`,
    expect.stringMatching(/^! stage dev serves deployment/),
    expect.stringMatching(/^1 to create, 3 to update, 1 to delete/),
  ]);
  await moved.apply();
  expect(await planned(moved)).toEqual(NOTHING);
  expect((await aws.apigateway.send(new GetDeploymentsCommand({ restApiId }))).items).toHaveLength(1);
});

test('never shows a secret, not even when it changes', async () => {
  await stack.apply();
  const other = stackUnderTest(engine.endpoint, folder, { ORIGIN_SECRET: 'another-secret-of-the-test' });
  const lines = await planned(other);
  expect(lines).toContain('    integration.request.header.x-origin-secret: (secret) → (secret)');
  expect(lines.join('\n')).not.toMatch(/secret-of-the-test/);
});

test('keeps two stages side by side; destroying one leaves the other, and what is not its own', async () => {
  await aws.cognito.send(new CreateUserPoolCommand({ PoolName: 'somebody-elses' }));
  const otherFolder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  const other = stackUnderTest(engine.endpoint, otherFolder, { STAGE: 'blue' });
  await stack.apply();
  await other.apply();
  await stack.destroy();
  expect(await planned(other)).toEqual(NOTHING);
  await other.destroy();
  await rm(otherFolder, { recursive: true });
  expect(await everything()).toEqual(['somebody-elses']);
});

test('succeeds in destroying what is gone, or half gone', async () => {
  await stack.destroy();
  const { userPoolId: UserPoolId } = await stack.apply();
  await aws.cognito.send(
    new DeleteUserPoolClientCommand({ UserPoolId, ClientId: (await stack.apply()).userPoolClientId }),
  );
  await stack.destroy();
  expect(await everything()).toEqual([]);
});

test('finds the stack by names and tags without its outputs file', async () => {
  const outputs = await stack.apply();
  await rm(join(folder, 'outputs.json'));
  expect(await planned()).toEqual(NOTHING);
  expect(await stack.apply()).toEqual(outputs);
});

test('leaves a pool of the same name without the tags alone, and names it', async () => {
  await aws.cognito.send(new CreateUserPoolCommand({ PoolName: 'gatehouse-dev' }));
  await expect(stack.apply()).rejects.toThrow(
    /^user pool gatehouse-dev is there and does not carry the tags/,
  );
  expect(await everything()).toEqual(['gatehouse-dev']);
});

/** The names of everything in the account. */
async function everything(): Promise<(string | undefined)[]> {
  const [apis, pools, tables, roles, functions, groups] = await Promise.all([
    aws.apigateway.send(new GetRestApisCommand({})),
    aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 })),
    aws.dynamodb.send(new ListTablesCommand({})),
    aws.iam.send(new ListRolesCommand({})),
    aws.lambda.send(new ListFunctionsCommand({})),
    aws.logs.send(new DescribeLogGroupsCommand({})),
  ]);
  return [
    ...(apis.items ?? []).map(({ name }) => name),
    ...(pools.UserPools ?? []).map(({ Name }) => Name),
    ...(tables.TableNames ?? []),
    ...(roles.Roles ?? []).map(({ RoleName }) => RoleName),
    ...(functions.Functions ?? []).map(({ FunctionName }) => FunctionName),
    ...(groups.logGroups ?? []).map(({ logGroupName }) => logGroupName),
  ];
}
