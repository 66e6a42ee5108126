import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DeleteUserCommand,
  GetGroupCommand,
  GetGroupPolicyCommand,
  IAMClient,
  ListAttachedGroupPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  ListRolesCommand,
  ListUsersCommand,
  PutGroupPolicyCommand,
  RemoveUserFromGroupCommand,
  SimulatePrincipalPolicyCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../../engine.ts';
import { ACCOUNT, allows, clientOptions } from '../testing/account.ts';

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

/** Makes a user and a client with its access key. */
async function userClient(UserName: string): Promise<IAMClient> {
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return new IAMClient(
    clientOptions(engine, {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    }),
  );
}

const joined = (GroupName: string, UserName = 'ada') =>
  iam.send(new AddUserToGroupCommand({ GroupName, UserName }));

test('gives a user the rights of their groups while they are members', async () => {
  const ada = await userClient('ada');
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }));
  await iam.send(
    new PutGroupPolicyCommand({
      GroupName: 'readers',
      PolicyName: 'may',
      PolicyDocument: allows('iam:ListUsers'),
    }),
  );
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'roles', PolicyDocument: allows('iam:ListRoles') }),
  );
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn: Policy?.Arn }));
  await expect(ada.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });

  await joined('readers');
  expect((await ada.send(new ListUsersCommand({}))).Users).toHaveLength(1);
  expect((await ada.send(new ListRolesCommand({}))).Roles).toEqual([]);

  await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'readers', UserName: 'ada' }));
  await expect(ada.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  ada.destroy();
});

test('denies by a group’s Deny what the user’s own policy allows, and counts the group’s policies in a simulation', async () => {
  const ada = await userClient('ada');
  await iam.send(new CreateGroupCommand({ GroupName: 'limited', Path: '/team/' }));
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'iam:ListUsers', Resource: '*' }],
  });
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'limited', PolicyName: 'no', PolicyDocument }));
  await joined('limited');
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: `arn:aws:iam::${ACCOUNT}:user/ada`,
      ActionNames: ['iam:ListUsers'],
    }),
  );
  expect(EvaluationResults).toMatchObject([
    { EvalDecision: 'explicitDeny', MatchedStatements: [{ SourcePolicyId: 'group_limited_no' }] },
  ]);
  ada.destroy();
});

test('shows a group with its members and policies, and who has a policy attached', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  const { Group } = await iam.send(new CreateGroupCommand({ GroupName: 'readers', Path: '/team/' }));
  expect(Group).toEqual({
    Path: '/team/',
    GroupName: 'readers',
    GroupId: expect.stringMatching(/^AGPA[A-Z0-9]{17}$/),
    Arn: `arn:aws:iam::${ACCOUNT}:group/team/readers`,
    CreateDate: expect.any(Date),
  });
  await joined('readers');
  await joined('readers');
  const { Users, IsTruncated } = await iam.send(new GetGroupCommand({ GroupName: 'readers' }));
  expect([Users?.map(({ UserName }) => UserName), IsTruncated]).toEqual([['ada'], false]);
  expect((await iam.send(new ListGroupsForUserCommand({ UserName: 'ada' }))).Groups).toEqual([Group]);
  expect((await iam.send(new ListGroupsCommand({ PathPrefix: '/other/' }))).Groups).toEqual([]);

  const PolicyDocument = allows('iam:ListUsers');
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'readers', PolicyName: 'may', PolicyDocument }));
  expect(
    await iam.send(new GetGroupPolicyCommand({ GroupName: 'readers', PolicyName: 'may' })),
  ).toMatchObject({ GroupName: 'readers', PolicyDocument: encodeURIComponent(PolicyDocument) });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'roles', PolicyDocument }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn: Policy?.Arn }));
  const attached = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: 'readers' }));
  expect(attached.AttachedPolicies).toEqual([{ PolicyName: 'roles', PolicyArn: Policy?.Arn }]);
  const entities = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: Policy?.Arn }));
  expect(entities.PolicyGroups).toEqual([{ GroupName: 'readers', GroupId: Group?.GroupId }]);
});

test('keeps the members of a renamed group', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }));
  await joined('readers');
  await iam.send(new UpdateGroupCommand({ GroupName: 'readers', NewGroupName: 'writers', NewPath: '/x/' }));
  const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: 'ada' }));
  expect(Groups).toMatchObject([{ GroupName: 'writers', Arn: `arn:aws:iam::${ACCOUNT}:group/x/writers` }]);
});

test('rejects what is taken, missing, or not empty', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }));
  await expect(iam.send(new CreateGroupCommand({ GroupName: 'Readers' }))).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Group with name Readers already exists.',
  });
  await expect(joined('nobodies')).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The group with name nobodies cannot be found.',
  });
  await expect(joined('readers', 'bob')).rejects.toMatchObject({
    message: 'The user with name bob cannot be found.',
  });
  await joined('readers');
  const conflict = (first: string) => ({
    name: 'DeleteConflictException',
    message: `Cannot delete entity, must ${first} first.`,
  });
  await expect(iam.send(new DeleteUserCommand({ UserName: 'ada' }))).rejects.toMatchObject(
    conflict('remove users from group'),
  );
  await expect(iam.send(new DeleteGroupCommand({ GroupName: 'readers' }))).rejects.toMatchObject(
    conflict('remove users from group'),
  );
  await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'readers', UserName: 'ada' }));
  const policy = { GroupName: 'readers', PolicyName: 'may' };
  await iam.send(new PutGroupPolicyCommand({ ...policy, PolicyDocument: allows('iam:ListUsers') }));
  await expect(iam.send(new DeleteGroupCommand({ GroupName: 'readers' }))).rejects.toMatchObject(
    conflict('delete policies'),
  );
  await iam.send(new DeleteGroupPolicyCommand(policy));
  await iam.send(new DeleteGroupCommand({ GroupName: 'readers' }));
  await iam.send(new DeleteUserCommand({ UserName: 'ada' }));
});

test('allows a user ten groups', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  const names = Array.from({ length: 11 }, (_, index) => `group-${index}`);
  for (const GroupName of names) await iam.send(new CreateGroupCommand({ GroupName }));
  for (const name of names.slice(0, 10)) await joined(name);
  await expect(joined('group-10')).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for GroupsPerUser: 10',
  });
});
