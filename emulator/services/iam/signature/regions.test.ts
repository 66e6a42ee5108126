import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../../engine.ts';
import { clientOptions } from '../testing/account.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ region: 'eu-west-1' });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

const options = (region: string) => ({ ...clientOptions(engine), region });

test('rejects a call signed for another region, and says what to do', async () => {
  const dynamodb = new DynamoDBClient(options('us-east-1'));
  await expect(dynamodb.send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
    message:
      "Credential should be scoped to a valid region, not 'us-east-1'. This engine is in eu-west-1: sign for it, or start the engine with AWS_REGION=us-east-1.",
  });
  dynamodb.destroy();
  const lambda = new LambdaClient(options('us-east-1'));
  await expect(lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
  lambda.destroy();
});

test('answers a call signed for its own region', async () => {
  const dynamodb = new DynamoDBClient(options('eu-west-1'));
  expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  dynamodb.destroy();
});

test.each(['us-east-1', 'eu-west-1', 'ap-south-1'])(
  'answers for the global services IAM and STS when a call is signed for %s',
  async (region) => {
    const [iam, sts] = [new IAMClient(options(region)), new STSClient(options(region))];
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('000000000000');
    iam.destroy();
    sts.destroy();
  },
);
