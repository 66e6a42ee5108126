import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { TracedStack } from '../../../emulator/control/traces/testing/traced-stack.ts';
import { access, disposable } from './clients.ts';
import { attempt, NAME } from './fields.ts';

export async function enterLogLine(stack: TracedStack): Promise<void> {
  using logs = disposable(new CloudWatchLogsClient(access(stack)));
  const where = { logGroupName: NAME, logStreamName: 'stream' };
  await logs.client.send(new CreateLogGroupCommand({ logGroupName: NAME }));
  await logs.client.send(new CreateLogStreamCommand(where));
  const logEvents = [{ timestamp: Date.now(), message: attempt('log line') }];
  await logs.client.send(new PutLogEventsCommand({ ...where, logEvents }));
}

export async function enterItem({ dynamodb }: TracedStack): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: NAME,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  const value = { S: attempt('value of an item') };
  await dynamodb.send(
    new PutItemCommand({ TableName: NAME, Item: { id: value, [attempt('attribute of an item')]: value } }),
  );
  // DynamoDB repeats a name that cannot be one.
  await dynamodb
    .send(new DescribeTableCommand({ TableName: attempt('message of AWS') }))
    .catch(() => undefined);
}

export async function enterRole(stack: TracedStack): Promise<void> {
  using iam = disposable(new IAMClient(access(stack)));
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const policy = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.client.send(
    new CreateRoleCommand({ RoleName: NAME, AssumeRolePolicyDocument: policy(statement) }),
  );
  const Resource = `arn:aws:s3:::bucket/${attempt('resource of a role')}`;
  await iam.client.send(
    new PutRolePolicyCommand({
      RoleName: NAME,
      PolicyName: NAME,
      PolicyDocument: policy([
        { Effect: 'Allow', Action: 's3:GetObject', Resource },
        { Effect: 'Allow', Action: 'logs:*', Resource: '*' },
      ]),
    }),
  );
}

export async function enterFault({ engine }: TracedStack): Promise<void> {
  const error = { code: 'InternalServerError', message: attempt('message of a fault') };
  const body = JSON.stringify({ service: 'dynamodb', operation: 'DeleteTable', error });
  const { status } = await fetch(`${engine.endpoint}/_gatehouse/faults`, { method: 'POST', body });
  if (status >= 300) throw new Error(`The fault was answered ${status}.`);
}
