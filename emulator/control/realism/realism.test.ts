import { APIGatewayClient, CreateRestApiCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  ListUserPoolsCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { type Engine, startEngine } from '../../engine.ts';
import { TestClock } from '../../store/clock.ts';
import { parseRealism } from './realism.ts';

let engine: Engine;
let clock: TestClock;
const opened: { destroy(): void }[] = [];
afterEach(async () => {
  for (const client of opened.splice(0)) client.destroy();
  await engine[Symbol.asyncDispose]();
});

async function start(realism: string): Promise<void> {
  clock = new TestClock();
  engine = await startEngine({ clock, realism: parseRealism(realism) });
}

function client<T extends { destroy(): void }>(
  Client: new (options: object) => T,
  credentials = { accessKeyId: 'test', secretAccessKey: 'test' },
): T {
  const made = new Client({ endpoint: engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  opened.push(made);
  return made;
}

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const createRole = () =>
  client(IAMClient).send(new CreateRoleCommand({ RoleName: 'role', AssumeRolePolicyDocument: trust }));

const zip = zipSync({ 'index.mjs': strToU8('export const handler = async (event) => event;') });
const createFunction = () =>
  client(LambdaClient).send(
    new CreateFunctionCommand({
      FunctionName: 'function',
      Role: 'arn:aws:iam::000000000000:role/role',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zip },
    }),
  );
const updateFunction = (Description: string) =>
  client(LambdaClient).send(
    new UpdateFunctionConfigurationCommand({ FunctionName: 'function', Description }),
  );
const readFunction = () =>
  client(LambdaClient).send(new GetFunctionConfigurationCommand({ FunctionName: 'function' }));

/** Moves time on until it holds: a function's code is unzipped in real time before its own time starts. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let step = 0; step < 200; step += 1) {
    if (await holds()) return;
    clock.advance(500);
  }
  throw new Error('It never came to hold.');
}

test('without REALISM everything is there at once', async () => {
  await start('');
  await createRole();
  await client(IAMClient).send(new GetRoleCommand({ RoleName: 'role' }));
  await createFunction();
  const gateway = client(APIGatewayClient);
  for (const name of ['a', 'b', 'c']) await gateway.send(new CreateRestApiCommand({ name }));
  expect((await gateway.send(new GetRestApisCommand({}))).items).toHaveLength(3);
});

test('role-delay: Lambda cannot assume a new role for eight seconds', async () => {
  await start('role-delay');
  await createRole();
  const refused = {
    name: 'InvalidParameterValueException',
    message: 'The role defined for the function cannot be assumed by Lambda.',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  };
  await expect(createFunction()).rejects.toMatchObject(refused);
  clock.advance(7999);
  await expect(createFunction()).rejects.toMatchObject(refused);
  clock.advance(1);
  await expect(createFunction()).resolves.toMatchObject({ FunctionName: 'function' });
});

test('function-pending, function-update: a function is Pending, then Active; a change is InProgress, then Successful', async () => {
  await start('function-pending,function-update');
  await createRole();
  expect(await createFunction()).toMatchObject({ State: 'Pending' });
  const pending = {
    name: 'ResourceConflictException',
    message:
      'The operation cannot be performed at this time. The function is currently in the following state: Pending',
    $metadata: expect.objectContaining({ httpStatusCode: 409 }),
  };
  await expect(updateFunction('early')).rejects.toMatchObject(pending);
  await expect(
    client(LambdaClient).send(new InvokeCommand({ FunctionName: 'function' })),
  ).rejects.toMatchObject(pending);
  await until(async () => (await readFunction()).State === 'Active');

  expect(await updateFunction('first')).toMatchObject({ LastUpdateStatus: 'InProgress' });
  await expect(updateFunction('second')).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: expect.stringContaining('An update is in progress for resource: arn:aws:lambda:'),
  });
  await until(async () => (await readFunction()).LastUpdateStatus === 'Successful');
  expect(await readFunction()).toMatchObject({ Description: 'first', State: 'Active' });
});

test('table-states: a table is CREATING and rejects writes, then ACTIVE, then DELETING, then gone', async () => {
  await start('table-states');
  const tables = client(DynamoDBClient);
  const TableName = 'user';
  const status = async () => (await tables.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
  await tables.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
  const put = () => tables.send(new PutItemCommand({ TableName, Item: { id: { S: '1' } } }));
  expect(await status()).toBe('CREATING');
  await expect(put()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  clock.advance(6000);
  await until(async () => (await status()) === 'ACTIVE');
  await put();
  await tables.send(new DeleteTableCommand({ TableName }));
  expect(await status()).toBe('DELETING');
  clock.advance(6000);
  await until(async () => (await status().catch(() => 'gone')) === 'gone');
});

test('permission-lag: a new policy takes effect after five seconds', async () => {
  await start('permission-lag');
  const iam = client(IAMClient);
  await iam.send(new CreateUserCommand({ UserName: 'deployer' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'deployer' }));
  const mine = client(IAMClient, {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  });
  const statement = { Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  clock.advance(5000);
  await iam.send(new PutUserPolicyCommand({ UserName: 'deployer', PolicyName: 'p', PolicyDocument }));
  clock.advance(4999);
  await expect(mine.send(new ListRolesCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  clock.advance(1);
  await mine.send(new ListRolesCommand({}));
});

test('permission-lag: a service may invoke a function five seconds after it was allowed', async () => {
  await start('permission-lag');
  await createRole();
  const { FunctionArn } = await createFunction();
  await client(LambdaClient).send(
    new AddPermissionCommand({
      FunctionName: 'function',
      StatementId: 'pools',
      Action: 'lambda:InvokeFunction',
      Principal: 'cognito-idp.amazonaws.com',
    }),
  );
  const pools = client(CognitoIdentityProviderClient);
  const { UserPool } = await pools.send(
    new CreateUserPoolCommand({ PoolName: 'people', LambdaConfig: { PreSignUp: FunctionArn } }),
  );
  const { UserPoolClient } = await pools.send(
    new CreateUserPoolClientCommand({ UserPoolId: UserPool?.Id, ClientName: 'app' }),
  );
  const signUp = () =>
    pools.send(
      new SignUpCommand({
        ClientId: UserPoolClient?.ClientId,
        Username: 'someone',
        Password: 'Long-enough-1',
      }),
    );
  await expect(signUp()).rejects.toMatchObject({ name: 'UnexpectedLambdaException' });
  clock.advance(5000);
  await expect(signUp()).resolves.toMatchObject({ UserConfirmed: false });
});

test('iam-lag: reads of IAM show the state of two seconds ago, for new and deleted things; writes do not wait', async () => {
  await start('iam-lag');
  const iam = client(IAMClient);
  const read = () => iam.send(new GetRoleCommand({ RoleName: 'role' }));
  await createRole();
  await expect(read()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  await expect(createRole()).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
  expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  clock.advance(2000);
  await read();
  await iam.send(new DeleteRoleCommand({ RoleName: 'role' }));
  await read();
  clock.advance(2000);
  await expect(read()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
});

test('list-lag: lists of pools, APIs, functions and log groups show the state of two seconds ago', async () => {
  await start('list-lag');
  const pools = client(CognitoIdentityProviderClient);
  const seen = async () => ({
    pools: (await pools.send(new ListUserPoolsCommand({ MaxResults: 60 }))).UserPools?.length,
    apis: (await client(APIGatewayClient).send(new GetRestApisCommand({}))).items?.length ?? 0,
    functions: (await client(LambdaClient).send(new ListFunctionsCommand({}))).Functions?.length,
    groups: (await client(CloudWatchLogsClient).send(new DescribeLogGroupsCommand({}))).logGroups?.length,
  });
  await createRole();
  await createFunction();
  const { UserPool } = await pools.send(new CreateUserPoolCommand({ PoolName: 'people' }));
  await client(APIGatewayClient).send(new CreateRestApiCommand({ name: 'api' }));
  await client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName: 'group' }));
  expect(await seen()).toEqual({ pools: 0, apis: 0, functions: 0, groups: 0 });
  clock.advance(2000);
  expect(await seen()).toEqual({ pools: 1, apis: 1, functions: 1, groups: 1 });
  await pools.send(new DeleteUserPoolCommand({ UserPoolId: UserPool?.Id }));
  expect(await seen()).toMatchObject({ pools: 1 });
  clock.advance(2000);
  expect(await seen()).toMatchObject({ pools: 0 });
});

test('quotas: rejects the second API within three seconds', async () => {
  await start('quotas');
  const create = () =>
    client(APIGatewayClient).send(
      new CreateRestApiCommand({ name: 'api', endpointConfiguration: { types: ['REGIONAL'] } }),
    );
  await create();
  await expect(create()).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    message: 'Too Many Requests',
    $metadata: { httpStatusCode: 429 },
  });
  clock.advance(3000);
  await create();
});

test('drops everything that lags on a reset', async () => {
  await start('iam-lag,quotas');
  await createRole();
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  clock.advance(2000);
  expect((await client(IAMClient).send(new ListRolesCommand({}))).Roles).toEqual([]);
});
