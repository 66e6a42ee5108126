import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  IAMClient,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListInstanceProfileTagsCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../../engine.ts';
import { ACCOUNT, allows, clientOptions, makeRole, sessionOf, trusts } from '../testing/account.ts';

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

const InstanceProfileName = 'web';
const RoleName = 'server';
const make = () => iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: '/app/' }));
const makeServer = () =>
  iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }),
    }),
  );
const add = () => iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));

test('creates a profile, adds a role, and shows both', async () => {
  const { InstanceProfile } = await make();
  expect(InstanceProfile).toEqual({
    Path: '/app/',
    InstanceProfileName: 'web',
    InstanceProfileId: expect.stringMatching(/^AIPA[A-Z0-9]{17}$/),
    Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/app/web`,
    CreateDate: expect.any(Date),
    Roles: [],
  });
  const { Role } = await makeServer();
  await add();
  const found = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
  expect(found.InstanceProfile?.Roles).toMatchObject([{ RoleName, Arn: Role?.Arn, RoleId: Role?.RoleId }]);
  for (const list of [
    await iam.send(new ListInstanceProfilesCommand({ PathPrefix: '/app/' })),
    await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName })),
  ]) {
    expect(list.InstanceProfiles).toEqual([found.InstanceProfile]);
  }
});

test('tags a profile, ignoring the case of keys', async () => {
  const Tags = [{ Key: 'Team', Value: 'a' }];
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Tags }));
  await iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: [{ Key: 'team', Value: 'b' }] }));
  expect((await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }))).Tags).toEqual([
    { Key: 'team', Value: 'b' },
  ]);
  await iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['TEAM'] }));
  expect((await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }))).Tags).toEqual([]);
});

test('rejects a second role, a duplicate name, and deleting what is in use', async () => {
  await make();
  await makeServer();
  await expect(make()).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Instance Profile web already exists.',
  });
  await add();
  await expect(add()).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  });
  const conflict = {
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must remove roles from instance profile first.',
  };
  await expect(iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }))).rejects.toMatchObject(
    conflict,
  );
  await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject(conflict);
  await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
  await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  await expect(iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'Instance Profile web cannot be found.',
  });
});

test('checks iam:PassRole when a role is added', async () => {
  await make();
  await makeServer();
  await makeRole(engine, 'deployer', allows('iam:AddRoleToInstanceProfile'));
  const deployer = new IAMClient(clientOptions(engine, await sessionOf(engine, 'deployer')));
  await expect(
    deployer.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName })),
  ).rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('iam:PassRole') });
  deployer.destroy();
});
