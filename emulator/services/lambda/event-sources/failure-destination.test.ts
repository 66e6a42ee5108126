import { text } from 'node:stream/consumers';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  GetEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StandIn, standIn } from '../../../upstream/testing/stand-in.ts';
import { allows } from '../../iam/testing/account.ts';
import { type LambdaBench, openLambdaBench } from '../testing/lambda-bench.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:failed';
const OTHER = 'arn:aws:sqs:us-east-1:000000000000:forbidden';

let upstream: StandIn;
let bench: LambdaBench;
let dynamodb: DynamoDBClient;
let EventSourceArn: string | undefined;
beforeAll(async () => {
  upstream = await standIn();
  bench = await openLambdaBench({ upstream: upstream.url });
  const PolicyDocument = allows(
    ['dynamodb:*', 'sqs:SendMessage', 'logs:*'],
    ['arn:aws:dynamodb:us-east-1:000000000000:table/*', QUEUE, 'arn:aws:logs:*'],
  );
  const RoleName = bench.role.split('/').at(-1);
  await bench.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
  const listing = allows('dynamodb:ListStreams', '*');
  await bench.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'list', PolicyDocument: listing }));
  await bench.create('f', "export const handler = async () => { throw new Error('never'); };");
  dynamodb = new DynamoDBClient({
    endpoint: bench.engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName: 'people',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    }),
  );
  EventSourceArn = TableDescription?.LatestStreamArn;
});
afterAll(async () => {
  dynamodb.destroy();
  await bench[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const map = (settings: Partial<CreateEventSourceMappingCommandInput>) =>
  bench.client.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'f',
      EventSourceArn,
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 0,
      ...settings,
    }),
  );
const to = (Destination: string) => ({ DestinationConfig: { OnFailure: { Destination } } });

test.each([
  [
    'a queue that the role may not send to',
    to(OTHER),
    /^InvalidParameterValueException: The function's execution role does not have permissions to call SendMessage on/,
  ],
  [
    'a function',
    to('arn:aws:lambda:us-east-1:000000000000:function:f'),
    /^InvalidParameterValueException: Unsupported DestinationConfig parameter/,
  ],
  ['what is no ARN', to('queue'), /^ValidationException: 1 validation error detected: Value 'queue' at/],
  ['a bucket', to('arn:aws:s3:::bucket'), /^NotImplementedException: /],
  [
    'the mapping of a queue',
    { EventSourceArn: QUEUE, StartingPosition: undefined, MaximumRetryAttempts: undefined, ...to(QUEUE) },
    /^InvalidParameterValueException: Unsupported DestinationConfig parameter/,
  ],
])('refuses %s', async (_what, settings, refusal) => {
  const said = await map(settings).then(
    () => 'accepted',
    ({ name, message }: Error) => `${name}: ${message}`,
  );
  expect(said).toMatch(refusal);
});

test('tells a queue where the changes are that a function was given in vain', async () => {
  const message = new Promise<string>((resolve) => {
    upstream.answer = async (request, response) => {
      const body = await text(request);
      response.writeHead(200).end('{}');
      resolve(JSON.parse(body).MessageBody);
    };
  });
  const made = await map(to(QUEUE));
  expect(made.DestinationConfig).toEqual({ OnFailure: { Destination: QUEUE } });
  await dynamodb.send(new PutItemCommand({ TableName: 'people', Item: { id: { S: 'ann' } } }));
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const number = expect.stringMatching(/^\d+$/);
  const told = JSON.parse(await message);
  expect(told).toEqual({
    requestContext: {
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 1,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    DDBStreamBatchInfo: {
      shardId: expect.stringMatching(/^shardId-\d{20}-[0-9a-f]{8}$/),
      startSequenceNumber: number,
      endSequenceNumber: number,
      approximateArrivalOfFirstRecord: time,
      approximateArrivalOfLastRecord: time,
      batchSize: 1,
      streamArn: EventSourceArn,
    },
  });
  expect(told.DDBStreamBatchInfo.startSequenceNumber).toBe(told.DDBStreamBatchInfo.endSequenceNumber);

  const { UUID } = made;
  const kept = await bench.client.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 5 }));
  expect(kept.DestinationConfig).toEqual({ OnFailure: { Destination: QUEUE } });
  await bench.client.send(new UpdateEventSourceMappingCommand({ UUID, ...to('') }));
  const left = await bench.client.send(new GetEventSourceMappingCommand({ UUID }));
  expect(left.DestinationConfig).toEqual({ OnFailure: {} });
});
