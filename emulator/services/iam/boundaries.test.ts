import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
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

test('limits a role by a permissions boundary, shows it, and removes it', async () => {
  await makeRole(engine, 'caller', allows('*'));
  const PermissionsBoundary = 'arn:aws:iam::aws:policy/AWSLambda_ReadOnlyAccess';
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'caller', PermissionsBoundary }));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'caller' }));
  expect(Role?.PermissionsBoundary).toEqual({
    PermissionsBoundaryType: 'Policy',
    PermissionsBoundaryArn: PermissionsBoundary,
  });
  const dynamodb = new DynamoDBClient(clientOptions(engine, await sessionOf(engine, 'caller')));
  await expect(dynamodb.send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('because no permissions boundary allows the dynamodb:ListTables action'),
  });
  await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'caller' }));
  expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  dynamodb.destroy();
  const put = (arn: string) =>
    iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'caller', PermissionsBoundary: arn }));
  await expect(put(`arn:aws:iam::${ACCOUNT}:policy/none`)).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: `Scope ARN: arn:aws:iam::${ACCOUNT}:policy/none does not exist or is not attachable.`,
  });
  await expect(put(`arn:aws:iam::${ACCOUNT}:not_a_policy/x`)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: `ARN arn:aws:iam::${ACCOUNT}:not_a_policy/x is not valid.`,
  });
});

test('holds a person who may only make roles with a boundary to it, for those roles only', async () => {
  const boundary = 'arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess';
  const Condition = { StringEquals: { 'iam:PermissionsBoundary': boundary } };
  await makeRole(engine, 'delegate', allows('iam:*', '*', { Condition }));
  await makeRole(engine, 'unlimited');
  const delegate = new IAMClient(clientOptions(engine, await sessionOf(engine, 'delegate')));
  const create = (RoleName: string, more: object) =>
    delegate.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: trusts({ Service: 'lambda.amazonaws.com' }),
        ...more,
      }),
    );
  const put = (RoleName: string) =>
    delegate.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'may', PolicyDocument: allows('*') }));
  await create('limited', { PermissionsBoundary: boundary });
  await put('limited');
  await delegate.send(new CreateUserCommand({ UserName: 'limited', PermissionsBoundary: boundary }));
  for (const refused of [
    () => delegate.send(new CreateUserCommand({ UserName: 'free' })),
    () => create('free', {}),
    () => create('wide', { PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    () => put('unlimited'),
    // This action does not have the key (Service Authorization Reference).
    () => delegate.send(new TagRoleCommand({ RoleName: 'limited', Tags: [{ Key: 'a', Value: 'b' }] })),
  ])
    await expect(refused()).rejects.toMatchObject({ name: 'AccessDenied' });
  delegate.destroy();
});

test('names the managed policy that denies, and no inline one', async () => {
  const deny = allows('dynamodb:*').replace('Allow', 'Deny');
  const managed = async (PolicyName: string, PolicyDocument: string) =>
    (await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }))).Policy?.Arn;
  const [denies, allowsAll] = [await managed('denies', deny), await managed('allows', allows('*'))];
  const refusal = async (role: string) => {
    const dynamodb = new DynamoDBClient(clientOptions(engine, await sessionOf(engine, role)));
    const refused = dynamodb.send(new ListTablesCommand({})).catch((error: Error) => error.message);
    return refused.finally(() => dynamodb.destroy());
  };
  await makeRole(engine, 'attached');
  for (const PolicyArn of [allowsAll, denies])
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'attached', PolicyArn }));
  expect(await refusal('attached')).toMatch(
    / with an explicit deny in an identity-based policy: arn:.*\/denies$/,
  );
  await makeRole(engine, 'limited', allows('*'));
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'limited', PermissionsBoundary: denies }));
  expect(await refusal('limited')).toMatch(
    / with an explicit deny in a permissions boundary: arn:.*\/denies$/,
  );
  await makeRole(engine, 'inline', deny);
  expect(await refusal('inline')).toMatch(/ with an explicit deny in an identity-based policy$/);
});
