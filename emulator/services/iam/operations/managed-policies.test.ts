import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
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

const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/team/read`;
const document = (action: string) => allows(action);

async function create() {
  return iam.send(
    new CreatePolicyCommand({
      PolicyName: 'read',
      Path: '/team/',
      Description: 'Reads.',
      PolicyDocument: document('s3:GetObject'),
    }),
  );
}

test('shows a policy in IAM’s forms: created, got and listed', async () => {
  const common = {
    Arn: PolicyArn,
    AttachmentCount: 0,
    CreateDate: expect.any(Date),
    DefaultVersionId: 'v1',
    IsAttachable: true,
    Path: '/team/',
    PermissionsBoundaryUsageCount: 0,
    PolicyId: expect.stringMatching(/^ANPA[A-Z0-9]{17}$/),
    PolicyName: 'read',
    UpdateDate: expect.any(Date),
  };
  expect((await create()).Policy).toEqual(common);
  expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy).toEqual({
    ...common,
    Description: 'Reads.',
    Tags: [],
  });
  const listed = await iam.send(new ListPoliciesCommand({ Scope: 'Local', PathPrefix: '/team/' }));
  expect(listed.Policies).toEqual([common]);
  await expect(create()).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'A policy called read already exists. Duplicate names are not allowed.',
  });
});

test('keeps five versions, lists the newest first, and protects the default', async () => {
  await create();
  for (const action of ['s3:a', 's3:b', 's3:c', 's3:d'])
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document(action) }));
  await expect(
    iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document('s3:e') })),
  ).rejects.toMatchObject({
    name: 'LimitExceededException',
    message:
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    $metadata: expect.objectContaining({ httpStatusCode: 409 }),
  });
  await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v3' }));
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
  const made = await iam.send(
    new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document('s3:f'), SetAsDefault: true }),
  );
  expect(made.PolicyVersion).toMatchObject({ VersionId: 'v6', IsDefaultVersion: true });
  const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
    ['v6', true],
    ['v5', false],
    ['v4', false],
    ['v3', false],
    ['v1', false],
  ]);
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v6' }));
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(document('s3:f'));
  await expect(
    iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v6' })),
  ).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete the default version of a policy.',
  });
  await expect(iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v9' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} version v9 does not exist or is not attachable.`,
  });
  await expect(
    iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'first' })),
  ).rejects.toMatchObject({
    name: 'ValidationError',
    message:
      "1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?",
  });
});

test('counts an attached policy, lists it with its role, and does not delete it', async () => {
  await create();
  await makeRole(engine, 'reader');
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'reader', PolicyArn }));
  expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1);
  expect(
    (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'reader' }))).AttachedPolicies,
  ).toEqual([{ PolicyName: 'read', PolicyArn }]);
  const entities = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
  expect(entities.PolicyRoles).toEqual([{ RoleName: 'reader', RoleId: expect.stringMatching(/^AROA/) }]);
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete a policy attached to entities.',
  });
  await iam.send(new DetachRolePolicyCommand({ RoleName: 'reader', PolicyArn }));
  await expect(
    iam.send(new DetachRolePolicyCommand({ RoleName: 'reader', PolicyArn })),
  ).rejects.toMatchObject({ name: 'NoSuchEntityException', message: `Policy ${PolicyArn} was not found.` });
  await iam.send(new DeletePolicyCommand({ PolicyArn }));
  await expect(
    iam.send(new AttachRolePolicyCommand({ RoleName: 'reader', PolicyArn })),
  ).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} does not exist or is not attachable.`,
  });
  await expect(
    iam.send(new AttachRolePolicyCommand({ RoleName: 'reader', PolicyArn: 'a-name-and-no-arn-at-all' })),
  ).rejects.toMatchObject({ name: 'ValidationError', message: 'Invalid ARN:  Could not be parsed!' });
});

test.each([
  ['AttachRolePolicy', 'a name', 'a-name-and-no-arn-at-all', 'Invalid ARN:  Could not be parsed!'],
  [
    'DetachRolePolicy',
    'a name (a guess)',
    'policy/of-some-sort-or-other',
    'Invalid ARN:  Could not be parsed!',
  ],
  ['GetPolicy', 'a name (a guess)', 'a-name-and-no-arn-at-all', 'Invalid ARN:  Could not be parsed!'],
  [
    'AttachRolePolicy',
    'the ARN of something else (a guess)',
    'arn:aws:s3:::bucket/longer',
    'ARN arn:aws:s3:::bucket/longer is not valid.',
  ],
] as const)('%s rejects %s for a policy’s ARN', async (operation, _what, PolicyArn, message) => {
  await makeRole(engine, 'named');
  const input = { RoleName: 'named', PolicyArn };
  const commands = {
    AttachRolePolicy: () => iam.send(new AttachRolePolicyCommand(input)),
    DetachRolePolicy: () => iam.send(new DetachRolePolicyCommand(input)),
    GetPolicy: () => iam.send(new GetPolicyCommand({ PolicyArn })),
  };
  await expect(commands[operation]()).rejects.toMatchObject({ name: 'ValidationError', message });
});

test('distinguishes the case of a policy’s tags', async () => {
  await create();
  const Tags = [
    { Key: 'a', Value: 'lower' },
    { Key: 'A', Value: 'upper' },
  ];
  await iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
  const list = async () => (await iam.send(new ListPolicyTagsCommand({ PolicyArn }))).Tags;
  expect(await list()).toEqual([Tags[1], Tags[0]]);
  await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }));
  expect(await list()).toEqual([Tags[1]]);
  const twice = [Tags[0], Tags[0]].flatMap((tag) => tag ?? []);
  await expect(iam.send(new TagPolicyCommand({ PolicyArn, Tags: twice }))).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: 'Duplicate tag keys found.',
  });
});

test('reads and attaches AWS’s own policies, and does not change them', async () => {
  const own = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: own }));
  expect(Policy).toMatchObject({ PolicyName: 'AWSLambdaBasicExecutionRole', Path: '/service-role/' });
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: own, VersionId: 'v1' }));
  expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))).toMatchObject({
    Statement: [{ Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'] }],
  });
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
  await makeRole(engine, 'reader');
  for (const call of [
    () => iam.send(new GetPolicyCommand({ PolicyArn })),
    () => iam.send(new AttachRolePolicyCommand({ RoleName: 'reader', PolicyArn })),
  ]) {
    await expect(call()).rejects.toMatchObject({
      name: 'NotImplementedException',
      message: `The AWS managed policy ${PolicyArn} is not supported by the embedded engine.`,
    });
  }
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn: own }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  await expect(
    iam.send(new CreatePolicyCommand({ PolicyName: 'x', PolicyDocument: '{}' })),
  ).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message: 'Syntax errors in policy.',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
});
