import {
  AddPermissionCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench } from './testing/lambda-bench.ts';
import { type OneFunction, oneFunction } from './testing/one-function.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
let bench: LambdaBench;
let one: OneFunction;

beforeAll(async () => {
  bench = await openLambdaBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});
beforeEach(async () => {
  one = await oneFunction(bench);
});

test.each([
  [
    'lambda:InvokeFunction',
    { FunctionUrlAuthType: 'NONE' as const },
    'FunctionUrlAuthType',
    'InvokeFunctionUrl',
  ],
  ['lambda:InvokeFunctionUrl', { InvokedViaFunctionUrl: true }, 'InvokedViaFunctionUrl', 'InvokeFunction'],
])('rejects %s with the condition %o (the second one is a guess)', async (Action, more, member, only) => {
  await one.create();
  const command = new AddPermissionCommand({
    FunctionName: 'f',
    StatementId: 's',
    Principal: '*',
    Action,
    ...more,
  });
  await expect(bench.client.send(command)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `${member} is only supported for lambda:${only} action`,
  });
});

test.each(['nobody', 'arn:aws:iam::000000000000:user/none', 'arn:aws:iam::000000000000:role/none'])(
  'AddPermission rejects an unknown principal: %s',
  async (Principal) => {
    await one.create();
    const permission = { FunctionName: 'f', StatementId: 's', Action: 'lambda:InvokeFunction' };
    const add = (given: string) =>
      bench.client.send(new AddPermissionCommand({ ...permission, Principal: given }));
    await expect(add(Principal)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'The provided principal was invalid. Please check the principal and try again.',
    });
    const { Statement } = await add(one.base.Role ?? '');
    expect(JSON.parse(Statement ?? '')).toMatchObject({ Principal: { AWS: one.base.Role } });
  },
);

test('adds, shows and removes statements of the resource policy, and rejects duplicates', async () => {
  await one.create();
  const { client } = bench;
  await expect(client.send(new GetPolicyCommand({ FunctionName: 'f' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  const permission = {
    FunctionName: 'f',
    StatementId: 's1',
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:x/*',
    SourceAccount: '000000000000',
  };
  const { Statement } = await client.send(new AddPermissionCommand(permission));
  const statement = {
    Sid: 's1',
    Effect: 'Allow',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: ARN,
    Condition: {
      StringEquals: { 'AWS:SourceAccount': '000000000000' },
      ArnLike: { 'AWS:SourceArn': 'arn:aws:execute-api:us-east-1:000000000000:x/*' },
    },
  };
  expect(JSON.parse(Statement ?? '')).toEqual(statement);
  await expect(client.send(new AddPermissionCommand(permission))).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message:
      'The statement id (s1) provided already exists. Please provide a new statement id, or remove the existing statement.',
  });
  await client.send(
    new AddPermissionCommand({
      ...permission,
      StatementId: 's2',
      Principal: '111111111111',
      SourceArn: undefined,
      SourceAccount: undefined,
    }),
  );
  const { Policy, RevisionId } = await client.send(new GetPolicyCommand({ FunctionName: 'f' }));
  expect(JSON.parse(Policy ?? '')).toEqual({
    Version: '2012-10-17',
    Id: 'default',
    Statement: [
      statement,
      {
        Sid: 's2',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
        Action: 'lambda:InvokeFunction',
        Resource: ARN,
      },
    ],
  });
  const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: 'f' }));
  expect(Configuration?.RevisionId).toBe(RevisionId);
  const remove = (StatementId: string, revision?: string) =>
    client.send(new RemovePermissionCommand({ FunctionName: 'f', StatementId, RevisionId: revision }));
  await expect(remove('s1', 'another')).rejects.toMatchObject({
    name: 'PreconditionFailedException',
    message:
      'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
  });
  await expect(remove('s3')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Statement s3 is not found in resource policy.',
  });
  await remove('s1', RevisionId);
  await remove('s2');
  await expect(remove('s2')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(
    client.send(new AddPermissionCommand({ ...permission, Principal: 'nobody' })),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'The provided principal was invalid. Please check the principal and try again.',
  });
});
