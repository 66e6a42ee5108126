import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../../engine.ts';
import { allows, clientOptions, makeRole, sessionOf } from '../../iam/testing/account.ts';

test('checks DynamoDB’s stream actions in IAM, on the stream that is read', async () => {
  await using engine = await startEngine();
  const root = new DynamoDBClient(clientOptions(engine));
  const { TableDescription } = await root.send(
    new CreateTableCommand({
      TableName: 'scores',
      KeySchema: [{ AttributeName: 'player', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'player', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    }),
  );
  root.destroy();
  const StreamArn = TableDescription?.LatestStreamArn ?? '';
  await makeRole(
    engine,
    'reader',
    allows(['dynamodb:DescribeStream', 'dynamodb:GetShardIterator'], StreamArn),
  );
  const reader = new DynamoDBStreamsClient(clientOptions(engine, await sessionOf(engine, 'reader')));
  const { StreamDescription } = await reader.send(new DescribeStreamCommand({ StreamArn }));
  const { ShardIterator } = await reader.send(
    new GetShardIteratorCommand({
      StreamArn,
      ShardId: StreamDescription?.Shards?.[0]?.ShardId,
      ShardIteratorType: 'LATEST',
    }),
  );
  await expect(reader.send(new GetRecordsCommand({ ShardIterator }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(`dynamodb:GetRecords on resource: ${StreamArn}`),
  });
  await expect(reader.send(new ListStreamsCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  await expect(reader.send(new DescribeStreamCommand({ StreamArn: `${StreamArn}9` }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  reader.destroy();
});
