import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  GetAccountSummaryCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListGroupsForUserCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  PutUserPolicyCommand,
  TagUserCommand,
  UpdateAccessKeyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../../engine.ts';
import { ACCOUNT, allows, type Credentials, clientOptions, makeRole, sessionOf } from '../testing/account.ts';

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

async function user(UserName: string, policy?: string): Promise<Credentials> {
  await iam.send(new CreateUserCommand({ UserName }));
  if (policy)
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'may', PolicyDocument: policy }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

test('creates a user, finds them in any case, renames them with their keys, and deletes them last', async () => {
  const credentials = await user('ada');
  await expect(iam.send(new CreateUserCommand({ UserName: 'Ada' }))).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'User with name Ada already exists.',
    $metadata: expect.objectContaining({ httpStatusCode: 409 }),
  });
  const before = await iam.send(new GetUserCommand({ UserName: 'ada' }));
  await iam.send(new UpdateUserCommand({ UserName: 'ada', NewUserName: 'lovelace', NewPath: '/team/' }));
  const sts = new STSClient(clientOptions(engine, credentials));
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: `arn:aws:iam::${ACCOUNT}:user/team/lovelace`,
    UserId: before.User?.UserId,
  });
  sts.destroy();
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'lovelace' }));
  expect(AccessKeyMetadata).toEqual([
    {
      UserName: 'lovelace',
      AccessKeyId: credentials.accessKeyId,
      Status: 'Active',
      CreateDate: expect.any(Date),
    },
  ]);
  expect((await iam.send(new ListUsersCommand({ PathPrefix: '/team/' }))).Users).toHaveLength(1);
  expect((await iam.send(new ListGroupsForUserCommand({ UserName: 'lovelace' }))).Groups).toEqual([]);
  await expect(iam.send(new DeleteUserCommand({ UserName: 'lovelace' }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
  await iam.send(new DeleteAccessKeyCommand({ UserName: 'lovelace', AccessKeyId: credentials.accessKeyId }));
  await iam.send(new DeleteUserCommand({ UserName: 'lovelace' }));
  await expect(iam.send(new GetUserCommand({ UserName: 'lovelace' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The user with name lovelace cannot be found.',
  });
});

test('rejects a user’s key with a session token of other credentials', async () => {
  const sts = new STSClient(clientOptions(engine, { ...(await user('ada')), sessionToken: 'left over' }));
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
  sts.destroy();
});

test('allows a user two keys, and disables them', async () => {
  const credentials = await user('ada');
  await iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }));
  await expect(iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }))).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
  });
  await iam.send(
    new UpdateAccessKeyCommand({
      UserName: 'ada',
      AccessKeyId: credentials.accessKeyId,
      Status: 'Inactive',
    }),
  );
  const sts = new STSClient(clientOptions(engine, credentials));
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
  sts.destroy();
  await expect(
    iam.send(new DeleteAccessKeyCommand({ UserName: 'ada', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })),
  ).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.',
  });
});

test('takes the caller for a call that names no user', async () => {
  const own = `arn:aws:iam::*:user/\${aws:username}`;
  const asAda = new IAMClient(clientOptions(engine, await user('ada', allows('iam:*', own))));
  expect((await asAda.send(new GetUserCommand({}))).User?.UserName).toBe('ada');
  expect((await asAda.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toHaveLength(1);
  await user('bob');
  await expect(asAda.send(new GetUserCommand({ UserName: 'bob' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message:
      `User: arn:aws:iam::${ACCOUNT}:user/ada is not authorized to perform: iam:GetUser on resource: ` +
      `user bob because no identity-based policy allows the iam:GetUser action`,
  });
  asAda.destroy();
  expect((await iam.send(new GetUserCommand({}))).User).toMatchObject({
    Arn: `arn:aws:iam::${ACCOUNT}:root`,
    UserId: ACCOUNT,
  });
  await makeRole(engine, 'admin', allows('*'));
  const asRole = new IAMClient(clientOptions(engine, await sessionOf(engine, 'admin')));
  await expect(asRole.send(new GetUserCommand({}))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Must specify userName when calling with non-User credentials',
  });
  asRole.destroy();
});

test.each([
  [
    { UserName: 'a b' },
    'The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
  ],
  [
    { UserName: 'ada', Path: 'team' },
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  ],
  [
    { UserName: 'a'.repeat(65) },
    "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64",
  ],
])('rejects an invalid name or path in IAM’s words: %j', async (input, message) => {
  await expect(iam.send(new CreateUserCommand(input))).rejects.toMatchObject({
    name: 'ValidationError',
    message,
  });
});

test('rejects tags of users that differ only in case', async () => {
  await user('ada');
  await iam.send(new TagUserCommand({ UserName: 'ada', Tags: [{ Key: 'Team', Value: 'one' }] }));
  await iam.send(new TagUserCommand({ UserName: 'ada', Tags: [{ Key: 'team', Value: 'two' }] }));
  expect((await iam.send(new ListUserTagsCommand({ UserName: 'ada' }))).Tags).toEqual([
    { Key: 'team', Value: 'two' },
  ]);
  const Tags = [
    { Key: 'a', Value: '' },
    { Key: 'A', Value: '' },
  ];
  await expect(iam.send(new TagUserCommand({ UserName: 'ada', Tags }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  });
  const ofAws = [{ Key: 'aws:team', Value: '' }];
  await expect(iam.send(new TagUserCommand({ UserName: 'ada', Tags: ofAws }))).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
  expect((await iam.send(new GetAccountSummaryCommand({}))).SummaryMap).toMatchObject({ Users: 1, Roles: 0 });
});
