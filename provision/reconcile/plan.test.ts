import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../emulator/engine.ts';
import { role } from '../resources/role.ts';
import { attachedPolicies, inlinePolicies } from '../resources/role-extras.ts';
import { rolePolicy, type Statement } from '../resources/role-policy.ts';
import { table } from '../resources/table.ts';
import { runAgainst, type TestRun } from '../testing/run-against.ts';
import { carryOut } from './apply.ts';
import { declare, type Node } from './declare.ts';
import { planDown, planUp } from './plan.ts';
import { hasChanges, renderPlan } from './render.ts';
import { arn } from './scope.ts';

let engine: Engine;
let iam: IAMClient;
let dynamodb: DynamoDBClient;
const runs: TestRun[] = [];

beforeAll(async () => {
  engine = await startEngine();
  const options = {
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  iam = new IAMClient(options);
  dynamodb = new DynamoDBClient(options);
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
});
afterEach(() => {
  for (const run of runs.splice(0)) run[Symbol.dispose]();
});
afterAll(async () => {
  iam.destroy();
  dynamodb.destroy();
  await engine[Symbol.asyncDispose]();
});

function start(options?: { adopt?: boolean; stage?: string }): TestRun {
  const run = runAgainst(engine.endpoint, options);
  runs.push(run);
  return run;
}

/** A table, and a role that may read it. */
function reader({ key = 'id', action = 'dynamodb:GetItem', name = 'reader' } = {}): Node[] {
  const items = declare(table, 'items', {}, () => ({
    name: `items-${name}`,
    partitionKey: key,
    protectedData: false,
  }));
  const identity = declare(role, 'role', {}, () => ({ name, service: 'lambda.amazonaws.com' }));
  const policy = declare(rolePolicy, 'policy', { items, identity }, ({ items, identity }) => ({
    roleName: identity.name,
    policyName: 'may',
    statements: [allow(action, items.arn)],
  }));
  const extras = [attachedPolicies, inlinePolicies].map((kind) =>
    declare(kind, kind.type, { identity }, ({ identity }) => ({
      roleName: identity.name,
      policyName: 'may',
    })),
  );
  return [items, identity, policy, ...extras];
}

async function apply(nodes: Node[], options?: { adopt?: boolean; stage?: string }): Promise<void> {
  const { run } = start(options);
  await carryOut(await planUp(nodes, run), run);
}

async function planned(nodes: Node[], options?: { adopt?: boolean; stage?: string }): Promise<string[]> {
  return renderPlan(await planUp(nodes, start(options).run));
}

test('plans what apply then does, changes nothing, and is empty afterwards', async () => {
  const nodes = reader();
  const first = start();
  const plan = await planUp(nodes, first.run);
  expect(renderPlan(plan)).toEqual([
    '+ table items-reader',
    '+ role reader',
    '+ role policy reader/may',
    '3 to create, 2 unchanged.',
  ]);
  expect(first.calls.filter(({ changes }) => changes)).toEqual([]);

  first.calls.length = 0;
  await carryOut(plan, first.run);
  expect(
    first.calls
      .filter(({ changes }) => changes)
      .map(({ operation }) => operation)
      .sort(),
  ).toEqual(['CreateRole', 'CreateTable', 'PutRolePolicy']);

  const second = start();
  const again = await planUp(nodes, second.run);
  expect(hasChanges(again)).toBe(false);
  await carryOut(again, second.run);
  expect(second.calls.filter(({ changes }) => changes)).toEqual([]);
});

test.each<[string, () => Promise<unknown>, unknown[]]>([
  [
    'a policy that was widened',
    () =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: 'reader',
          PolicyName: 'may',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          }),
        }),
      ),
    [
      '~ role policy reader/may',
      expect.stringMatching(/^ {4}document: .*"Action":"\*".* → .*"dynamodb:GetItem"/),
    ],
  ],
  [
    'a policy that was removed',
    () => iam.send(new DeleteRolePolicyCommand({ RoleName: 'reader', PolicyName: 'may' })),
    ['+ role policy reader/may'],
  ],
  [
    'a managed policy that was attached',
    () =>
      iam.send(
        new AttachRolePolicyCommand({
          RoleName: 'reader',
          PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        }),
      ),
    [
      '- undeclared managed policies of reader',
      '    arn:aws:iam::aws:policy/AdministratorAccess: "attached" → (none)',
    ],
  ],
  [
    'an inline policy that was added',
    () =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: 'reader',
          PolicyName: 'more',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
          }),
        }),
      ),
    ['- undeclared inline policies of reader', '    more: "inline" → (none)'],
  ],
  [
    'another service that was trusted',
    () =>
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'reader',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
            ],
          }),
        }),
      ),
    [
      '~ role reader',
      expect.stringMatching(/^ {4}trust: .*ec2\.amazonaws\.com.* → .*lambda\.amazonaws\.com/),
    ],
  ],
])('finds and fixes %s', async (_what, drift, lines) => {
  await apply(reader());
  await drift();
  expect((await planned(reader())).slice(0, -1)).toEqual(lines);
  await apply(reader());
  expect(await planned(reader())).toEqual(['Nothing to do: 5 resources are as declared.']);
});

test('replaces a resource whose key cannot change, and says why and what is lost', async () => {
  await apply(reader());
  expect(await planned(reader({ key: 'other' }))).toEqual([
    '± table items-reader',
    '    because key cannot change while the table lives',
    '    loses every credential stored in it',
    expect.stringMatching(/^ {4}key: .*"id".* → .*"other"/),
    '1 to replace, 4 unchanged.',
  ]);
  await apply(reader({ key: 'other' }));
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'items-reader' }));
  expect(Table?.KeySchema).toEqual([{ AttributeName: 'other', KeyType: 'HASH' }]);
});

test('never touches what lacks the tags, and names the way out', async () => {
  await iam.send(
    new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: trust('ec2.amazonaws.com') }),
  );
  const { run, calls } = start();
  await expect(planUp(reader(), run)).rejects.toThrow(
    /^role reader is there and does not carry the tags app=gatehouse, stage=test: it is left alone\..*--adopt/,
  );
  expect(calls.filter(({ changes }) => changes)).toEqual([]);

  const down = await planDown(reader(), run);
  expect(down.steps).toEqual([]);
  expect(down.leftAlone).toEqual([expect.stringMatching(/^role reader is there/)]);

  expect(await planned(reader(), { adopt: true })).toContain(
    '    tags: {} → {"app":"gatehouse","stage":"test"}',
  );
  await apply(reader(), { adopt: true });
  expect(await planned(reader())).toEqual(['Nothing to do: 5 resources are as declared.']);
});

test('does not take over what somebody else made between plan and apply', async () => {
  const { run } = start();
  const plan = await planUp(reader(), run);
  await iam.send(
    new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: trust('ec2.amazonaws.com') }),
  );
  await expect(carryOut(plan, run)).rejects.toThrow(/role reader is there and does not carry the tags/);
});

test('does not take a table without its tags for its own', async () => {
  await apply(reader());
  const ResourceArn = arn(start().run.scope, 'dynamodb', 'table/items-reader');
  await dynamodb.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['stage'] }));
  await expect(planned(reader())).rejects.toThrow(/table items-reader is there and does not carry the tags/);
  await dynamodb.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'stage', Value: 'test' }] }));
  expect(await planned(reader())).toEqual(['Nothing to do: 5 resources are as declared.']);
});

test('leaves tags that somebody else added', async () => {
  await apply(reader());
  const ResourceArn = arn(start().run.scope, 'dynamodb', 'table/items-reader');
  await dynamodb.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'cost-centre', Value: '7' }] }));
  expect(await planned(reader())).toEqual(['Nothing to do: 5 resources are as declared.']);
});

test('keeps two stages side by side, and destroys one without the other', async () => {
  await apply(reader({ name: 'a' }), { stage: 'a' });
  await apply(reader({ name: 'b' }), { stage: 'b' });
  const { run } = start({ stage: 'a' });
  const plan = await planDown(reader({ name: 'a' }), run);
  expect(renderPlan(plan)).toEqual([
    '- role a',
    '- table items-a',
    '    loses every credential stored in it',
    '2 to delete.',
  ]);
  await carryOut(plan, run);
  expect((await planDown(reader({ name: 'a' }), start({ stage: 'a' }).run)).steps).toEqual([]);
  expect(await planned(reader({ name: 'b' }), { stage: 'b' })).toEqual([
    'Nothing to do: 5 resources are as declared.',
  ]);
  expect((await iam.send(new ListRolesCommand({}))).Roles?.map(({ RoleName }) => RoleName)).toEqual(['b']);
});

test('reports a failure, does not start what needs it, finishes the rest, and continues in the next run', async () => {
  const identity = declare(role, 'role', {}, () => ({ name: 'reader', service: 'lambda.amazonaws.com' }));
  const items = declare(table, 'items', {}, () => ({
    name: 'items',
    partitionKey: 'id',
    protectedData: false,
  }));
  const policies = (resource: string) => {
    const first = declare(rolePolicy, 'first', { identity }, ({ identity }) => ({
      roleName: identity.name,
      policyName: 'first',
      statements: [allow('s3:GetObject', resource)],
    }));
    const second = declare(rolePolicy, 'second', { identity, first }, ({ identity }) => ({
      roleName: identity.name,
      policyName: 'second',
      statements: [allow('s3:GetObject', '*')],
    }));
    return [identity, items, first, second];
  };
  await expect(apply(policies('this is no ARN'))).rejects.toThrow(
    /^create role policy reader\/first: .*\n1 more step was not begun\.\nWhat was done stays; run the same command again/,
  );
  expect((await planned(policies('*'))).slice(0, -1)).toEqual([
    '+ role policy reader/first',
    '+ role policy reader/second',
  ]);
});

function allow(action: string, Resource: string): Statement {
  return { Effect: 'Allow', Action: [action], Resource };
}

function trust(Service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  });
}

test('does not replace a table with another key and no tags unasked', async () => {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'items-reader',
      KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'other', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await expect(planned(reader())).rejects.toThrow(/table items-reader is there and does not carry the tags/);
});
