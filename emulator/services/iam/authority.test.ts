import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { type Engine, startEngine } from '../../engine.ts';
import { ACCOUNT, allows, clientOptions, makeRole, sessionOf, trusts } from './testing/account.ts';

let engine: Engine;
let iam: IAMClient;
beforeAll(async () => {
  engine = await startEngine();
  iam = new IAMClient(clientOptions(engine));
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
});
afterAll(async () => {
  iam.destroy();
  await engine[Symbol.asyncDispose]();
});

/** Lists tables as a session of a role that may do so under a condition. */
async function listTables(condition: object): Promise<string> {
  await makeRole(engine, 'caller', allows('dynamodb:ListTables', '*', { Condition: condition }));
  const dynamodb = new DynamoDBClient(clientOptions(engine, await sessionOf(engine, 'caller')));
  try {
    await dynamodb.send(new ListTablesCommand({}));
    return 'allowed';
  } catch (error) {
    return (error as Error).name;
  } finally {
    dynamodb.destroy();
  }
}

test.each<[string, object, string]>([
  ['the address', { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, 'allowed'],
  ['another address', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, 'AccessDeniedException'],
  ['the client', { StringLike: { 'aws:UserAgent': 'aws-sdk-js/*' } }, 'allowed'],
  ['TLS, as on AWS,', { Bool: { 'aws:SecureTransport': 'true' } }, 'allowed'],
  ['the region', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, 'allowed'],
  ['the role', { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/caller` } }, 'allowed'],
  ['the kind of caller', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }, 'allowed'],
  ['the session', { StringLike: { 'aws:userid': 'AROA*:session' } }, 'allowed'],
  ['no user’s name, if a role calls,', { Null: { 'aws:username': 'false' } }, 'AccessDeniedException'],
  ['that its credentials are temporary,', { Null: { 'aws:TokenIssueTime': 'false' } }, 'allowed'],
  [
    'the time of its credentials',
    { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } },
    'allowed',
  ],
  [
    'the present time',
    { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
    'AccessDeniedException',
  ],
  [
    'that no service calls, and none was called via another,',
    { Bool: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' } },
    'allowed',
  ],
])('hands policies %s of a request', async (_name, condition, outcome) => {
  expect(await listTables(condition)).toBe(outcome);
});

test('checks the tags of a role, as the caller and as the resource', async () => {
  const Condition = { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } };
  await makeRole(engine, 'caller', allows('iam:GetRole', '*', { Condition }));
  await makeRole(engine, 'mine');
  await makeRole(engine, 'theirs');
  for (const [RoleName, Value] of [
    ['caller', 'one'],
    ['mine', 'one'],
    ['theirs', 'two'],
  ])
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value }] }));
  const asCaller = new IAMClient(clientOptions(engine, await sessionOf(engine, 'caller')));
  expect((await asCaller.send(new GetRoleCommand({ RoleName: 'mine' }))).Role?.RoleName).toBe('mine');
  await expect(asCaller.send(new GetRoleCommand({ RoleName: 'theirs' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  asCaller.destroy();
});

test('limits which tags a request sets, and which policy it attaches', async () => {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['iam:CreateRole', 'iam:TagRole'],
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:RequestTag/app': 'x' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['app'] },
        },
      },
      {
        Effect: 'Allow',
        Action: 'iam:AttachRolePolicy',
        Resource: '*',
        Condition: { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/service-role/*' } },
      },
    ],
  });
  await makeRole(engine, 'caller', document);
  const asCaller = new IAMClient(clientOptions(engine, await sessionOf(engine, 'caller')));
  const create = (RoleName: string, ...tags: string[]) =>
    asCaller.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: trusts({ Service: 'lambda.amazonaws.com' }),
        Tags: tags.map((Key) => ({ Key, Value: 'x' })),
      }),
    );
  await create('tagged', 'app');
  await expect(create('bare')).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(create('more', 'app', 'owner')).rejects.toMatchObject({ name: 'AccessDenied' });
  const attach = (name: string) =>
    asCaller.send(
      new AttachRolePolicyCommand({ RoleName: 'tagged', PolicyArn: `arn:aws:iam::aws:policy/${name}` }),
    );
  await attach('service-role/AWSLambdaBasicExecutionRole');
  await expect(attach('AdministratorAccess')).rejects.toMatchObject({ name: 'AccessDenied' });
  asCaller.destroy();
});

test('counts policies against their quotas without white space', async () => {
  const long = (characters: number) => allows('s3:GetObject', `arn:aws:s3:::${'x'.repeat(characters)}`);
  const padded = `${long(9000)}${' '.repeat(5000)}`;
  await makeRole(engine, 'roomy', padded);
  await expect(makeRole(engine, 'crowded', long(10_240))).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Maximum policy size of 10240 bytes exceeded for role crowded',
  });
});

test('limits a role to one function of this account, and names the function in its requests', async () => {
  const SourceArn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`;
  const make = (FunctionName: string) =>
    lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: `arn:aws:iam::${ACCOUNT}:role/for-f`,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: zipSync({ 'index.mjs': strToU8(LISTS_TABLES) }) },
      }),
    );
  const lambda = new LambdaClient(clientOptions(engine));
  const Condition = {
    StringEquals: { 'aws:SourceAccount': ACCOUNT },
    ArnEquals: { 'aws:SourceArn': SourceArn },
  };
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'for-f',
      AssumeRolePolicyDocument: trusts({ Service: 'lambda.amazonaws.com' }, { Condition }),
    }),
  );
  const own = { Condition: { ArnEquals: { 'lambda:SourceFunctionArn': SourceArn } } };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'for-f',
      PolicyName: 'may',
      PolicyDocument: allows('dynamodb:ListTables', '*', own),
    }),
  );
  await make('f');
  await expect(make('g')).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'The role defined for the function cannot be assumed by Lambda.',
  });
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'f' }));
  expect(Buffer.from(Payload ?? []).toString()).toBe('200');
  lambda.destroy();
});

/** A handler that signs a call itself with its environment's credentials: there is no SDK beside it. */
const LISTS_TABLES = `
import { createHash, createHmac } from 'node:crypto';
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const sha = (text) => createHash('sha256').update(text).digest('hex');
export async function handler() {
  const { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = process.env;
  const date = new Date().toISOString().replace(/[-:]|\\.\\d{3}/g, '');
  const headers = { host: new URL(url).host, 'x-amz-date': date, 'x-amz-security-token': token, 'x-amz-target': 'DynamoDB_20120810.ListTables' };
  const names = Object.keys(headers).sort().join(';');
  const lines = Object.keys(headers).sort().map((name) => name + ':' + headers[name] + '\\n').join('');
  const scope = date.slice(0, 8) + '/us-east-1/dynamodb/aws4_request';
  const text = ['AWS4-HMAC-SHA256', date, scope, sha(['POST', '/', '', lines, names, sha('{}')].join('\\n'))].join('\\n');
  const key = scope.split('/').reduce(hmac, 'AWS4' + secret);
  const signature = hmac(key, text).toString('hex');
  const authorization = 'AWS4-HMAC-SHA256 Credential=' + id + '/' + scope + ', SignedHeaders=' + names + ', Signature=' + signature;
  const response = await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body: '{}' });
  return response.status;
}`;

test('accepts a caller by a function’s own policy, whatever the caller’s policies say', async () => {
  await makeRole(engine, 'caller');
  await makeRole(engine, 'other');
  const iamRole = `arn:aws:iam::${ACCOUNT}:role/for-lambda`;
  const AssumeRolePolicyDocument = trusts({ Service: 'lambda.amazonaws.com' });
  await iam.send(new CreateRoleCommand({ RoleName: 'for-lambda', AssumeRolePolicyDocument }));
  const root = new LambdaClient(clientOptions(engine));
  const ZipFile = zipSync({ 'index.mjs': strToU8('export const handler = () => 1;') });
  await root.send(
    new CreateFunctionCommand({
      FunctionName: 'f',
      Role: iamRole,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile },
    }),
  );
  await root.send(
    new AddPermissionCommand({
      FunctionName: 'f',
      StatementId: 'caller',
      Action: 'lambda:InvokeFunction',
      Principal: `arn:aws:iam::${ACCOUNT}:role/caller`,
    }),
  );
  const invoke = async (role: string) => {
    const lambda = new LambdaClient(clientOptions(engine, await sessionOf(engine, role)));
    const answer = lambda.send(new InvokeCommand({ FunctionName: 'f', InvocationType: 'DryRun' }));
    return answer.finally(() => lambda.destroy());
  };
  expect((await invoke('caller')).StatusCode).toBe(204);
  await expect(invoke('other')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  root.destroy();
});

test('limits whom a function’s policy may let in, and how its URL is guarded', async () => {
  const statements = [
    { Effect: 'Allow', Action: 'lambda:*', Resource: '*' },
    {
      Effect: 'Deny',
      Action: 'lambda:*FunctionUrlConfig',
      Resource: '*',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    },
    {
      Effect: 'Deny',
      Action: 'lambda:AddPermission',
      Resource: '*',
      Condition: { StringNotEquals: { 'lambda:Principal': 'apigateway.amazonaws.com' } },
    },
  ];
  await makeRole(engine, 'caller', JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  const lambda = new LambdaClient(clientOptions(engine, await sessionOf(engine, 'caller')));
  const outcome = (call: Promise<unknown>) => call.then(String, (error: Error) => error.name);
  const FunctionName = 'none';
  const url = (AuthType: 'NONE' | 'AWS_IAM') =>
    outcome(lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType })));
  const permit = (Principal: string) => {
    const statement = { FunctionName, StatementId: 's', Action: 'lambda:InvokeFunction', Principal };
    return outcome(lambda.send(new AddPermissionCommand(statement)));
  };
  expect([await url('AWS_IAM'), await url('NONE')]).toEqual([
    'ResourceNotFoundException',
    'AccessDeniedException',
  ]);
  expect([await permit('apigateway.amazonaws.com'), await permit('*')]).toEqual([
    'ResourceNotFoundException',
    'AccessDeniedException',
  ]);
  lambda.destroy();
});
