import {
  CreateUserCommand,
  GetContextKeysForCustomPolicyCommand,
  IAMClient,
  PutUserPolicyCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../../engine.ts';
import { ACCOUNT, allows, clientOptions } from '../testing/account.ts';

let engine: Engine;
let iam: IAMClient;
beforeAll(async () => {
  engine = await startEngine();
  iam = new IAMClient(clientOptions(engine));
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  const Condition = { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } };
  const PolicyDocument = allows('s3:GetObject', 'arn:aws:s3:::bucket/*', { Condition });
  await iam.send(new PutUserPolicyCommand({ UserName: 'ada', PolicyName: 'may', PolicyDocument }));
});
afterAll(async () => {
  iam.destroy();
  await engine[Symbol.asyncDispose]();
});

const PolicySourceArn = `arn:aws:iam::${ACCOUNT}:user/ada`;
const region = (value: string) => [
  { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string' as const, ContextKeyValues: [value] },
];

test('says for each action and resource what the policies decide, and by which statement', async () => {
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn,
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::bucket/key'],
      ContextEntries: region('us-east-1'),
    }),
  );
  const MatchedStatements = [
    {
      SourcePolicyId: 'user_ada_may',
      SourcePolicyType: 'IAM Policy',
      StartPosition: { Line: 1, Column: 38 },
      EndPosition: { Line: 1, Column: 180 },
    },
  ];
  expect(EvaluationResults).toEqual([
    {
      EvalActionName: 's3:GetObject',
      EvalResourceName: 'arn:aws:s3:::bucket/key',
      EvalDecision: 'allowed',
      MatchedStatements,
      MissingContextValues: [],
      ResourceSpecificResults: [
        {
          EvalResourceName: 'arn:aws:s3:::bucket/key',
          EvalResourceDecision: 'allowed',
          MatchedStatements,
          MissingContextValues: [],
        },
      ],
    },
    expect.objectContaining({
      EvalActionName: 's3:PutObject',
      EvalDecision: 'implicitDeny',
      MatchedStatements: [],
    }),
  ]);
});

test('lists the missing condition keys', async () => {
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ['s3:GetObject'] }),
  );
  expect(EvaluationResults?.[0]).toMatchObject({
    EvalDecision: 'implicitDeny',
    MissingContextValues: ['aws:RequestedRegion'],
  });
  const { ContextKeyNames } = await iam.send(
    new GetContextKeysForCustomPolicyCommand({
      PolicyInputList: [
        allows('s3:*', 'arn:aws:s3:::${aws:username}/*', {
          Condition: { Bool: { 'aws:SecureTransport': 'true' } },
        }),
      ],
    }),
  );
  expect(ContextKeyNames).toEqual(['aws:SecureTransport', 'aws:username']);
});

test('includes further policies, a boundary, and a resource’s policy', async () => {
  const simulate = async (more: object) => {
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn,
        ActionNames: ['s3:GetObject'],
        ResourceArns: ['arn:aws:s3:::bucket/key'],
        ContextEntries: region('us-east-1'),
        ...more,
      }),
    );
    return EvaluationResults?.[0];
  };
  const deny = allows('s3:*').replace('Allow', 'Deny');
  // "The deny statement is the only entry included in the result" (API reference, EvaluationResult).
  expect(await simulate({ PolicyInputList: [deny] })).toMatchObject({
    EvalDecision: 'explicitDeny',
    MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
  });
  expect(await simulate({ PermissionsBoundaryPolicyInputList: [allows('sqs:*')] })).toMatchObject({
    EvalDecision: 'implicitDeny',
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
  });
  const ResourcePolicy = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: PolicySourceArn }, Action: 's3:*', Resource: '*' },
  });
  expect((await simulate({ ActionNames: ['s3:PutObject'], ResourcePolicy }))?.EvalDecision).toBe('allowed');
  const ofAnother = ResourcePolicy.replace('user/ada', 'user/bob');
  expect(await simulate({ ActionNames: ['s3:PutObject'], ResourcePolicy: ofAnother })).toMatchObject({
    EvalDecision: 'implicitDeny',
    MatchedStatements: [],
  });
  const custom = await iam.send(
    new SimulateCustomPolicyCommand({
      PolicyInputList: [allows('s3:*')],
      ActionNames: ['s3:GetObject', 'sqs:Send'],
    }),
  );
  expect(custom.EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual([
    'allowed',
    'implicitDeny',
  ]);
});

test('rejects an unknown identity', async () => {
  const simulate = (arn: string) =>
    iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn: arn, ActionNames: ['s3:GetObject'] }));
  await expect(simulate(`arn:aws:iam::${ACCOUNT}:user/nobody`)).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/admin/session`;
  await expect(simulate(session)).rejects.toMatchObject({
    name: 'InvalidInputException',
    message: `Invalid Entity Arn: ${session} does not clearly define entity type and name.`,
  });
});
