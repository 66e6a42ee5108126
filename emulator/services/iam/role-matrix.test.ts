import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  IAMClient,
  SimulatePrincipalPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stackUnderTest } from '../../../provision/testing/stack-under-test.ts';
import { type Engine, startEngine } from '../../engine.ts';
import { models } from '../../models/models.ts';
import { ACCOUNT, clientOptions, sessionOf, trusts } from './testing/account.ts';

let engine: Engine;
let iam: IAMClient;
let folder: string;
beforeAll(async () => {
  engine = await startEngine();
  iam = new IAMClient(clientOptions(engine));
  folder = await mkdtemp(join(tmpdir(), 'role-matrix-'));
  await stackUnderTest(engine.endpoint, folder).apply();
});
afterAll(async () => {
  iam.destroy();
  await engine[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;
const nameOf = (role: string) => `gatehouse-dev-${role}`;
const TABLE = arn('dynamodb', 'table/user');
const streamOf = (role: string) =>
  arn('logs', `log-group:/aws/lambda/${nameOf(role)}:log-stream:2026/01/01/[1]a`);

/** Every action of every service that the engine knows; API Gateway's are HTTP's verbs. */
const ACTIONS = [
  ...Object.values(models)
    .filter(({ service }) => !service.startsWith('apigateway'))
    .flatMap(({ service, operations }) => Object.keys(operations).map((name) => `${service}:${name}`)),
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((verb) => `apigateway:${verb}`),
  ...['lambda:InvokeFunction', 'iam:PassRole', 'execute-api:Invoke'],
];

/** Everything the role may do, as `action resource`. */
async function allowedTo(role: string, resources: string[]): Promise<string[]> {
  const allowed: string[] = [];
  for (let from = 0; from < ACTIONS.length; from += 100) {
    const { EvaluationResults = [], IsTruncated } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::${ACCOUNT}:role/${nameOf(role)}`,
        ActionNames: ACTIONS.slice(from, from + 100),
        ResourceArns: resources,
        MaxItems: 1000,
      }),
    );
    expect(IsTruncated).toBe(false);
    for (const { EvalActionName, EvalResourceName, EvalDecision } of EvaluationResults)
      if (EvalDecision === 'allowed') allowed.push(`${EvalActionName} ${EvalResourceName}`);
  }
  return allowed.sort();
}

const OTHERS = {
  'post-confirmation': 'authorizer',
  authorizer: 'post-confirmation',
} as const;
const GRANTED = {
  'post-confirmation': ['dynamodb:GetItem', 'dynamodb:PutItem'],
  // The update is only for the hour of the last use: see the session below.
  authorizer: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
} as const;
const ROLES = ['post-confirmation', 'authorizer'] as const;

test.each(ROLES)('allows %s exactly what the stack grants, of all actions on everything', async (role) => {
  expect(ACTIONS.length).toBeGreaterThan(500);
  const resources = [
    TABLE,
    `${TABLE}-2`,
    streamOf(role),
    streamOf(OTHERS[role]),
    arn('lambda', `function:${nameOf(role)}`),
    `arn:aws:iam::${ACCOUNT}:role/${nameOf(role)}`,
    '*',
  ];
  expect(await allowedTo(role, resources)).toEqual(
    [
      ...GRANTED[role].map((action) => `${action} ${TABLE}`),
      ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => `${action} ${streamOf(role)}`),
    ].sort(),
  );
});

test.each(ROLES)('rejects a session of %s in each service', async (role) => {
  // The stack's roles are only for Lambda; to try one by hand, the account may assume it.
  const RoleName = nameOf(role);
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trusts({ AWS: ACCOUNT }) }));
  const options = clientOptions(engine, await sessionOf(engine, RoleName));
  const dynamodb = new DynamoDBClient(options);
  const logs = new CloudWatchLogsClient(options);
  const lambda = new LambdaClient(options);
  const Key = { authentication: { S: 'x' } };
  const calls = {
    get: () => dynamodb.send(new GetItemCommand({ TableName: 'user', Key })),
    put: () => dynamodb.send(new PutItemCommand({ TableName: 'user', Item: Key })),
    // Names no attribute but the key, as the condition allows: such an item opens the gate for nobody.
    'update nothing': () => dynamodb.send(new UpdateItemCommand({ TableName: 'user', Key })),
    'note use': () =>
      dynamodb.send(new UpdateItemCommand({ TableName: 'user', Key, ...setting('lastUsedAt') })),
    'switch on': () => dynamodb.send(new UpdateItemCommand({ TableName: 'user', Key, ...setting('active') })),
    'switch on beside': () =>
      dynamodb.send(new UpdateItemCommand({ TableName: 'user', Key, ...setting('lastUsedAt', 'active') })),
    delete: () => dynamodb.send(new DeleteItemCommand({ TableName: 'user', Key })),
    scan: () => dynamodb.send(new ScanCommand({ TableName: 'user' })),
    describe: () => dynamodb.send(new DescribeTableCommand({ TableName: 'user' })),
    'get elsewhere': () => dynamodb.send(new GetItemCommand({ TableName: 'other', Key })),
    stream: () =>
      logs.send(new CreateLogStreamCommand({ logGroupName: `/aws/lambda/${RoleName}`, logStreamName: 'x' })),
    'stream elsewhere': () =>
      logs.send(
        new CreateLogStreamCommand({
          logGroupName: `/aws/lambda/${nameOf(OTHERS[role])}`,
          logStreamName: 'x',
        }),
      ),
    group: () => logs.send(new CreateLogGroupCommand({ logGroupName: 'x' })),
    invoke: () => lambda.send(new InvokeCommand({ FunctionName: RoleName })),
  };
  const allowed: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const error = await call().then(
      () => undefined,
      (reason: Error) => reason,
    );
    if (!error) allowed.push(name);
    else expect(error).toMatchObject({ name: 'AccessDeniedException' });
  }
  expect(allowed).toEqual(
    role === 'authorizer' ? ['get', 'update nothing', 'note use', 'stream'] : ['get', 'put', 'stream'],
  );
  for (const client of [dynamodb, logs, lambda]) client.destroy();
});

/** An update that sets these attributes. */
function setting(...names: string[]) {
  return {
    UpdateExpression: `SET ${names.map((name) => `${name} = :value`).join(', ')}`,
    ExpressionAttributeValues: { ':value': { S: 'x' } },
  };
}
