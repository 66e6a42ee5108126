import {
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  PutRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../../engine.ts';
import { ACCOUNT, allows, clientOptions, makeRole } from '../testing/account.ts';

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

const RoleName = 'AWSServiceRoleForBatch';
const make = (more: { AWSServiceName?: string; CustomSuffix?: string; Description?: string } = {}) =>
  iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'batch.amazonaws.com', ...more }));

test('creates a service’s role with its policies', async () => {
  await make({ Description: 'for jobs' });
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  expect(Role).toMatchObject({
    Path: '/aws-service-role/batch.amazonaws.com/',
    Arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/batch.amazonaws.com/${RoleName}`,
    Description: 'for jobs',
    MaxSessionDuration: 3600,
  });
  expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'batch.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  expect(AttachedPolicies).toEqual([
    {
      PolicyName: 'BatchServiceRolePolicy',
      PolicyArn: 'arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy',
    },
  ]);
});

test('rejects a second role of a service, and a suffix that the service does not allow', async () => {
  await make();
  await expect(make()).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: `Service role name ${RoleName} has been taken in this account, please try a different suffix.`,
  });
  await expect(make({ CustomSuffix: 'two' })).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'Custom suffix is not allowed for batch.amazonaws.com',
  });
  const { Role } = await make({ AWSServiceName: 'lexv2.amazonaws.com', CustomSuffix: 'two' });
  expect(Role?.RoleName).toBe('AWSServiceRoleForLexV2Bots_two');
});

test('refuses a service with an unknown role by name', async () => {
  await expect(make({ AWSServiceName: 'unheard-of.amazonaws.com' })).rejects.toMatchObject({
    message: expect.stringContaining('unheard-of.amazonaws.com'),
    $metadata: expect.objectContaining({ httpStatusCode: 501 }),
  });
});

test('lets only the service change its role, except for the description', async () => {
  await make();
  const refused = {
    name: 'UnmodifiableEntityException',
    message: `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
  };
  await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject(refused);
  const policy = { RoleName, PolicyName: 'more', PolicyDocument: allows('*') };
  await expect(iam.send(new PutRolePolicyCommand(policy))).rejects.toMatchObject(refused);
  await iam.send(new UpdateRoleCommand({ RoleName, Description: 'mine' }));
});

test('deletes the role by a task with a status', async () => {
  await make();
  const { DeletionTaskId = '' } = await iam.send(new DeleteServiceLinkedRoleCommand({ RoleName }));
  expect(DeletionTaskId).toMatch(
    /^task\/aws-service-role\/batch\.amazonaws\.com\/AWSServiceRoleForBatch\/[0-9a-f-]{36}$/,
  );
  expect(await iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }))).toMatchObject({
    Status: 'SUCCEEDED',
  });
  await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

test('rejects deleting a role that no service is linked to (the text is a guess)', async () => {
  await makeRole(engine, 'mine');
  await expect(iam.send(new DeleteServiceLinkedRoleCommand({ RoleName: 'mine' }))).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
});
