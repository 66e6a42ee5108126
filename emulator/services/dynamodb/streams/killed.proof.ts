import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  type _Record as Change,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { expect, test } from '@jest/globals';
import { spawnEngine } from '../../../testing/engine-process.ts';

/** An engine in a separate process, so that it can be killed without warning. */
async function startProcess(stateDir: string) {
  const engine = await spawnEngine({ STATE_DIR: stateDir });
  const access = {
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const [table, streams] = [new DynamoDBClient(access), new DynamoDBStreamsClient(access)];
  return {
    table,
    streams,
    async kill() {
      await engine.kill();
      table.destroy();
      streams.destroy();
    },
  };
}

async function everyChange(streams: DynamoDBStreamsClient, StreamArn: string): Promise<Change[]> {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const found: Change[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    let { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    for (;;) {
      const { Records = [], NextShardIterator } = await streams.send(
        new GetRecordsCommand({ ShardIterator, Limit: 100 }),
      );
      found.push(...Records);
      if (Records.length === 0 || !NextShardIterator) break;
      ShardIterator = NextShardIterator;
    }
  }
  return found;
}

test('keeps each change once, in order, and with its item, when the engine is killed again and again', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-streams-'));
  const writers = Array.from({ length: 8 }, (_, index) => ({ id: `w-${index}`, tried: 0, answered: 0 }));
  let arn = '';
  try {
    for (let round = 0; round < 4; round += 1) {
      const engine = await startProcess(stateDir);
      if (round === 0) {
        const { TableDescription } = await engine.table.send(
          new CreateTableCommand({
            TableName: 'counts',
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
            AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
            BillingMode: 'PAY_PER_REQUEST',
            StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
          }),
        );
        arn = TableDescription?.LatestStreamArn ?? '';
      }
      const { Items = [] } = await engine.table.send(
        new ScanCommand({ TableName: 'counts', ConsistentRead: true }),
      );
      const stored = new Map(Items.map((item) => [item['id']?.S, Number(item['n']?.N)]));
      const changes = await everyChange(engine.streams, arn);
      for (const writer of writers) {
        const numbers = changes
          .filter(({ dynamodb }) => dynamodb?.Keys?.['id']?.S === writer.id)
          .map(({ dynamodb }) => [
            Number(dynamodb?.OldImage?.['n']?.N ?? 0),
            Number(dynamodb?.NewImage?.['n']?.N),
          ]);
        const count = stored.get(writer.id) ?? 0;
        expect(numbers).toEqual(Array.from({ length: count }, (_, index) => [index, index + 1]));
        expect(count).toBeGreaterThanOrEqual(writer.answered);
        expect(count).toBeLessThanOrEqual(writer.tried);
        // A write without an answer may be there or not.
        writer.answered = count;
        writer.tried = count;
      }
      if (round === 3) {
        await engine.kill();
        break;
      }
      let left = 400;
      let inTheMidst = () => {};
      const soFar = new Promise<void>((resolve) => {
        inTheMidst = resolve;
      });
      const write = async (writer: (typeof writers)[number]): Promise<void> => {
        while (left > 0) {
          left -= 1;
          if (left === 100) inTheMidst();
          writer.tried += 1;
          const Item = { id: { S: writer.id }, n: { N: String(writer.tried) } };
          await engine.table.send(new PutItemCommand({ TableName: 'counts', Item }));
          writer.answered = writer.tried;
        }
      };
      const writing = Promise.allSettled(writers.map(write));
      await soFar;
      await engine.kill();
      await writing;
    }
    expect(writers.reduce((sum, { answered }) => sum + answered, 0)).toBeGreaterThan(600);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}, 240_000);
