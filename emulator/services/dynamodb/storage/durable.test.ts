import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DeleteItemCommand,
  PutItemCommand,
  TagResourceCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ClassicLevel } from 'classic-level';
import { start, USER_TABLE } from '../testing/fixture.ts';

/** What LevelDB's own class is asked to write; the last argument is its options. */
interface Writing {
  _put(key: string, value: string, options: { sync?: boolean }): Promise<void>;
  _del(key: string, options: { sync?: boolean }): Promise<void>;
  _batch(operations: object[], options: { sync?: boolean }): Promise<void>;
}

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'dynamodb-'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(stateDir, { recursive: true });
});

const TableName = 'user';
const item = (authentication: string) => ({ authentication: { S: authentication } });

test.each([
  ['waits for the disk with every write under DURABILITY=power', 'power', true],
  ['leaves writes to the system without it', 'process', false],
] as const)('%s', async (_name, durability, synced) => {
  const level = ClassicLevel.prototype as unknown as Writing;
  const batches = jest.spyOn(level, '_batch');
  const singles = [jest.spyOn(level, '_put'), jest.spyOn(level, '_del')];
  {
    await using fixture = await start({ stateDir, durability });
    const { client } = fixture;
    const { TableDescription } = await client.send(
      new CreateTableCommand({
        ...USER_TABLE,
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      }),
    );
    await client.send(new PutItemCommand({ TableName, Item: item('a') }));
    await client.send(new DeleteItemCommand({ TableName, Key: item('a') }));
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: item('b') } }] }),
    );
    const Tags = [{ Key: 'team', Value: 'a' }];
    await client.send(new TagResourceCommand({ ResourceArn: TableDescription?.TableArn, Tags }));
  }
  const calls = [batches, ...singles].flatMap(({ mock }) => mock.calls.map((call) => call.at(-1)));
  expect(batches.mock.calls.length).toBeGreaterThan(2);
  expect(calls.filter((options) => (options as { sync?: boolean }).sync === true).length).toBe(
    synced ? calls.length : 0,
  );
});
