import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  ListUsersCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';
import { TestClock } from '../../store/clock.ts';
import {
  ACCOUNT,
  allows,
  type Credentials,
  clientOptions,
  makeRole,
  sessionOf,
  trusts,
} from '../iam/testing/account.ts';

const clock = new TestClock(Date.now());
let engine: Engine;
let iam: IAMClient;
beforeAll(async () => {
  engine = await startEngine({ clock });
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

const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const ADA = `arn:aws:iam::${ACCOUNT}:user/ada`;
const trusting = (document: string) =>
  iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: document }));
const tables = async (credentials: Credentials) => {
  const dynamodb = new DynamoDBClient(clientOptions(engine, credentials));
  return dynamodb.send(new ListTablesCommand({})).finally(() => dynamodb.destroy());
};

test('accepts a user named in the trust policy; one that names the account needs the user’s own policy too', async () => {
  const ada = await user('ada');
  await trusting(trusts({ AWS: ADA }));
  expect(await sessionOf(engine, 'reader', {}, ada)).toMatchObject({
    accessKeyId: expect.stringMatching(/^ASIA/),
  });

  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  const bob = await user('bob');
  const eve = await user('eve', allows('sts:AssumeRole', ROLE));
  await makeRole(engine, 'reader');
  expect(await sessionOf(engine, 'reader', {}, eve)).toMatchObject({ sessionToken: expect.any(String) });
  await expect(sessionOf(engine, 'reader', {}, bob)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(
      `^User: arn:aws:iam::${ACCOUNT}:user/bob is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    ),
  });
});

test('denies by the user’s own deny, although a trust policy names the user', async () => {
  const ada = await user('ada', allows('sts:*').replace('Allow', 'Deny'));
  await trusting(trusts({ AWS: ADA }));
  await expect(sessionOf(engine, 'reader', {}, ada)).rejects.toThrow(
    'with an explicit deny in an identity-based policy',
  );
});

test('says that the trust policy denies explicitly', async () => {
  const ada = await user('ada', allows('sts:*'));
  const [allow] = JSON.parse(trusts('*')).Statement;
  const deny = { ...allow, Effect: 'Deny', Principal: { AWS: ADA } };
  await trusting(JSON.stringify({ Version: '2012-10-17', Statement: [allow, deny] }));
  await expect(sessionOf(engine, 'reader', {}, ada)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${ADA} is not authorized to perform: sts:AssumeRole on resource: ${ROLE} with an explicit deny in the role trust policy`,
  });
});

test('checks conditions of the trust policy: external id, caller, session name', async () => {
  const Condition = {
    StringEquals: { 'sts:ExternalId': 'secret' },
    ArnEquals: { 'aws:PrincipalArn': ADA },
    StringLike: { 'sts:RoleSessionName': 'ada-*' },
  };
  const ada = await user('ada');
  await trusting(trusts('*', { Condition }));
  const given = { ExternalId: 'secret', RoleSessionName: 'ada-1' };
  expect(await sessionOf(engine, 'reader', given, ada)).toMatchObject({ sessionToken: expect.any(String) });
  for (const wrong of [{ ExternalId: 'guess' }, { ExternalId: undefined }, { RoleSessionName: 'eve-1' }])
    await expect(sessionOf(engine, 'reader', { ...given, ...wrong }, ada)).rejects.toMatchObject({
      name: 'AccessDenied',
    });
});

test('checks in the trust policy where a call comes from, and the session’s tags', async () => {
  const conditions = (ip: string) => ({
    IpAddress: { 'aws:SourceIp': ip },
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] },
    StringEquals: { 'aws:RequestTag/team': 'one' },
  });
  const Action = ['sts:AssumeRole', 'sts:TagSession'];
  const Tags = [{ Key: 'team', Value: 'one' }];
  const ada = await user('ada');
  await trusting(trusts({ AWS: ADA }, { Action, Condition: conditions('127.0.0.0/8') }));
  expect(await sessionOf(engine, 'reader', { Tags }, ada)).toMatchObject({
    sessionToken: expect.any(String),
  });
  for (const wrong of [
    { Tags: [{ Key: 'team', Value: 'two' }] },
    { Tags: [...Tags, { Key: 'x', Value: '' }] },
    {},
  ])
    await expect(sessionOf(engine, 'reader', wrong, ada)).rejects.toMatchObject({ name: 'AccessDenied' });
  await iam.send(
    new UpdateAssumeRolePolicyCommand({
      RoleName: 'reader',
      PolicyDocument: trusts({ AWS: ADA }, { Action, Condition: conditions('10.0.0.0/8') }),
    }),
  );
  await expect(sessionOf(engine, 'reader', { Tags }, ada)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('limits a session by its session policy', async () => {
  await makeRole(engine, 'reader', allows('*'));
  const limited = await sessionOf(engine, 'reader', { Policy: allows('sqs:*') });
  await expect(tables(limited)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('because no session policy allows the dynamodb:ListTables action'),
  });
  const PolicyArns = [{ arn: 'arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess' }];
  expect((await tables(await sessionOf(engine, 'reader', { PolicyArns }))).TableNames).toEqual([]);
});

test('checks the session’s tags in policies, if the trust policy lets them be set', async () => {
  const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'one' } };
  await makeRole(engine, 'reader', allows('dynamodb:*', '*', { Condition }));
  const Tags = [{ Key: 'team', Value: 'one' }];
  await expect(sessionOf(engine, 'reader', { Tags })).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('sts:TagSession'),
  });
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  await makeRole(engine, 'reader', allows('dynamodb:*', '*', { Condition }), [
    'sts:AssumeRole',
    'sts:TagSession',
  ]);
  expect((await tables(await sessionOf(engine, 'reader', { Tags }))).TableNames).toEqual([]);
  await expect(tables(await sessionOf(engine, 'reader'))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

test('limits durations by the role and the chain, and ends the session', async () => {
  await makeRole(engine, 'reader', allows('*'));
  await expect(sessionOf(engine, 'reader', { DurationSeconds: 7200 })).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  });
  const first = await sessionOf(engine, 'reader', { DurationSeconds: 900 });
  await expect(sessionOf(engine, 'reader', { DurationSeconds: 3601 }, first)).rejects.toThrow(
    'exceeds the 1 hour session limit for roles assumed by role chaining',
  );
  expect((await tables(first)).TableNames).toEqual([]);
  clock.advance(900_000);
  await expect(tables(first)).rejects.toMatchObject({
    name: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
  const sts = new STSClient(clientOptions(engine, first));
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'ExpiredToken',
    $metadata: expect.objectContaining({ httpStatusCode: 403 }),
  });
  sts.destroy();
});

test('rejects another session’s token, and a changed one', async () => {
  await makeRole(engine, 'reader', allows('*'));
  const [one, other] = [await sessionOf(engine, 'reader'), await sessionOf(engine, 'reader')];
  const forged = Buffer.from('{"roleName":"admin"}').toString('base64url');
  const tokens = [other.sessionToken, undefined, 'x', `${forged}.${one.sessionToken?.split('.')[1]}`];
  for (const sessionToken of tokens) {
    const credentials = { ...one, ...(sessionToken === undefined ? {} : { sessionToken }) };
    if (sessionToken === undefined) delete (credentials as Partial<Credentials>).sessionToken;
    await expect(tables(credentials)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  }
});

test('GetSessionToken gives the user’s own rights, except IAM, and not from a session', async () => {
  const ada = await user('ada', allows('*'));
  const sts = new STSClient(clientOptions(engine, ada));
  const { Credentials: given } = await sts.send(new GetSessionTokenCommand({}));
  sts.destroy();
  const session = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  expect(given?.Expiration?.getTime()).toBe(clock.now() + 43_200_000);
  expect((await tables(session)).TableNames).toEqual([]);
  const asSession = new IAMClient(clientOptions(engine, session));
  await expect(asSession.send(new ListUsersCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
  asSession.destroy();
  const again = new STSClient(clientOptions(engine, session));
  await expect(again.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Cannot call GetSessionToken with session credentials',
  });
  expect(await again.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: ADA });
  again.destroy();
});

test.each([
  ['nothing-valid-in-here-at-all', 'nothing-valid-in-here-at-all is invalid'],
  ['arn::b:::something/test-role', 'arn::b:::something/test-role is invalid'],
  ['arn:a:a::aaaaaaaaaa:', 'arn:a:a::aaaaaaaaaa: is invalid'],
])('rejects an invalid role ARN: %s', async (RoleArn, message) => {
  const sts = new STSClient(clientOptions(engine));
  await expect(
    sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' })),
  ).rejects.toMatchObject({
    name: 'ValidationError',
    message,
  });
  sts.destroy();
});
