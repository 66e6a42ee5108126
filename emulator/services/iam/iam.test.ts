import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';

let engine: Engine;
let options: { endpoint: string; region: string; credentials: Credentials; maxAttempts: number };
let iam: IAMClient;

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

beforeAll(async () => {
  engine = await startEngine();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  options = { endpoint: engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  iam = new IAMClient(options);
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
});
afterAll(async () => {
  iam.destroy();
  await engine[Symbol.asyncDispose]();
});

const trust = (principal: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
const LAMBDA_TRUST = trust({ Service: 'lambda.amazonaws.com' });
const allow = (Action: string | string[], Resource: string | string[] = '*', more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, ...more }] });

const createRole = (RoleName: string, AssumeRolePolicyDocument = LAMBDA_TRUST) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Tags: [{ Key: 'app', Value: 'x' }] }));

test('creates, finds, tags, lists and deletes a role, with its documents encoded as AWS does', async () => {
  const { Role } = await createRole('reader');
  expect(Role).toMatchObject({
    Arn: 'arn:aws:iam::000000000000:role/reader',
    Path: '/',
    RoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}$/),
  });
  const found = await iam.send(new GetRoleCommand({ RoleName: 'reader' }));
  expect(decodeURIComponent(found.Role?.AssumeRolePolicyDocument ?? '')).toBe(LAMBDA_TRUST);
  expect(found.Role?.MaxSessionDuration).toBe(3600);
  expect(found.Role?.Tags).toEqual([{ Key: 'app', Value: 'x' }]);
  await iam.send(new TagRoleCommand({ RoleName: 'reader', Tags: [{ Key: 'stage', Value: 'dev' }] }));
  await iam.send(new UntagRoleCommand({ RoleName: 'reader', TagKeys: ['app'] }));
  expect((await iam.send(new ListRoleTagsCommand({ RoleName: 'reader' }))).Tags).toEqual([
    { Key: 'stage', Value: 'dev' },
  ]);
  expect((await iam.send(new ListRolesCommand({}))).Roles?.map(({ RoleName }) => RoleName)).toEqual([
    'reader',
  ]);
  await iam.send(new DeleteRoleCommand({ RoleName: 'reader' }));
  await expect(iam.send(new GetRoleCommand({ RoleName: 'reader' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The role with name reader cannot be found.',
    $metadata: expect.objectContaining({ httpStatusCode: 404 }),
  });
});

test('rejects a duplicate name, a broken document, and deleting a role that has policies', async () => {
  await createRole('reader');
  await expect(createRole('reader')).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Role with name reader already exists.',
    $metadata: expect.objectContaining({ httpStatusCode: 409 }),
  });
  await expect(createRole('broken', '{')).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  await expect(createRole('broken', allow('sts:AssumeRole'))).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message: 'Missing required field Principal',
  });
  const policy = { RoleName: 'reader', PolicyName: 'may' };
  await expect(
    iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: allow('GetItem') })),
  ).rejects.toMatchObject({
    message: 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  });
  await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: allow('dynamodb:GetItem') }));
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand(policy));
  expect(decodeURIComponent(PolicyDocument ?? '')).toBe(allow('dynamodb:GetItem'));
  await expect(iam.send(new DeleteRoleCommand({ RoleName: 'reader' }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must delete policies first.',
    $metadata: expect.objectContaining({ httpStatusCode: 409 }),
  });
  await iam.send(new DeleteRolePolicyCommand(policy));
  await iam.send(new DeleteRoleCommand({ RoleName: 'reader' }));
});

async function assume(role: string, policy?: string): Promise<Credentials> {
  await createRole(role, trust({ AWS: 'arn:aws:iam::000000000000:root' }));
  if (policy) {
    await iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: 'may', PolicyDocument: policy }));
  }
  const sts = new STSClient(options);
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::000000000000:role/${role}`, RoleSessionName: 'session' }),
  );
  sts.destroy();
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
}

test('allows a role’s session what its policies allow, and denies the rest in AWS’s words, in each protocol', async () => {
  const credentials = await assume('reader', allow('dynamodb:ListTables'));
  const dynamodb = new DynamoDBClient({ ...options, credentials });
  expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  await expect(dynamodb.send(new DescribeTableCommand({ TableName: 'user' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:sts::000000000000:assumed-role/reader/session is not authorized to perform: dynamodb:DescribeTable ' +
      'on resource: arn:aws:dynamodb:us-east-1:000000000000:table/user because no identity-based policy allows the dynamodb:DescribeTable action',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
  await expect(
    new IAMClient({ ...options, credentials }).send(new ListRolesCommand({})),
  ).rejects.toMatchObject({
    name: 'AccessDenied',
    $metadata: expect.objectContaining({ httpStatusCode: 403 }),
  });
  const identity = await new STSClient({ ...options, credentials }).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Account: '000000000000',
    Arn: 'arn:aws:sts::000000000000:assumed-role/reader/session',
    UserId: expect.stringMatching(/^AROA[A-Z0-9]{17}:session$/),
  });
});

test('says that a deny is explicit, also against a managed policy that allows everything', async () => {
  const deny = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' }],
  });
  const credentials = await assume('almost-admin', deny);
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: 'almost-admin',
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
  );
  await expect(
    new DynamoDBClient({ ...options, credentials }).send(new ListTablesCommand({})),
  ).rejects.toThrow('with an explicit deny in an identity-based policy');
});

test('shows when and where a role was last used, and nothing for an unused one', async () => {
  await createRole('idle');
  const before = Math.floor(engine.context.clock.now() / 1000) * 1000;
  const credentials = await assume('reader', allow('dynamodb:ListTables'));
  await new DynamoDBClient({ ...options, credentials }).send(new ListTablesCommand({}));
  const used = async (RoleName: string) =>
    (await iam.send(new GetRoleCommand({ RoleName }))).Role?.RoleLastUsed;
  const { LastUsedDate, Region } = (await used('reader')) ?? {};
  expect(Region).toBe('us-east-1');
  expect(LastUsedDate?.getTime()).toBeGreaterThanOrEqual(before);
  expect(await used('idle')).toEqual({});
});

test('ends a session with its role, and lets only trusted callers begin one', async () => {
  const credentials = await assume('reader', allow('dynamodb:*'));
  await iam.send(new DeleteRolePolicyCommand({ RoleName: 'reader', PolicyName: 'may' }));
  await iam.send(new DeleteRoleCommand({ RoleName: 'reader' }));
  await createRole('reader', trust({ AWS: '*' }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'may', PolicyDocument: allow('dynamodb:*') }),
  );
  await expect(
    new DynamoDBClient({ ...options, credentials }).send(new ListTablesCommand({})),
  ).rejects.toMatchObject({ name: 'AccessDeniedException' });

  await createRole('for-lambda');
  await expect(
    new STSClient(options).send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::000000000000:role/for-lambda',
        RoleSessionName: 'some',
      }),
    ),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('signs with a user’s key, and applies the user’s policies, variables included', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  const own = 'arn:aws:dynamodb:*:*:table/${aws:username}';
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'ada',
      PolicyName: 'own-table',
      PolicyDocument: allow('dynamodb:DescribeTable', own),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const dynamodb = new DynamoDBClient({ ...options, credentials });
  await expect(dynamodb.send(new DescribeTableCommand({ TableName: 'ada' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(dynamodb.send(new DescribeTableCommand({ TableName: 'bob' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});
