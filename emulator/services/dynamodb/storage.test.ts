import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  GetItemCommand,
  ListTablesCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { TestClock } from '../../store/clock.ts';
import { systemRandom } from '../../store/random.ts';
import { itemKey } from './storage/item-keys.ts';
import { openLevel } from './storage/level.ts';
import type { Table } from './table-description.ts';
import { openTables } from './tables.ts';
import { start, USER_TABLE } from './testing/fixture.ts';
import { immediate } from './timings.ts';

const Item = { authentication: { S: 'a' } };
const TableName = 'user';

async function inFolder(task: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dynamodb-'));
  try {
    await task(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('keeps items and tokens over a restart, and drops them on a reset', () =>
  inFolder(async (stateDir) => {
    const once = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(authentication)' } },
      ],
      ClientRequestToken: 'token',
    });
    {
      await using before = await start({ stateDir });
      await before.client.send(new CreateTableCommand(USER_TABLE));
      await before.client.send(once);
    }
    await using after = await start({ stateDir });
    const { client, engine } = after;
    expect((await client.send(new GetItemCommand({ TableName, Key: Item }))).Item).toEqual(Item);
    await client.send(once);
    await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    await client.send(new CreateTableCommand(USER_TABLE));
    await client.send(once);
    expect((await client.send(new GetItemCommand({ TableName, Key: Item }))).Item).toEqual(Item);
  }));

const description = (TableId: string): Table => ({
  ...USER_TABLE,
  TableId,
  TableArn: 'arn',
  TableStatus: 'CREATING',
  CreationDateTime: 0,
  ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
  DeletionProtectionEnabled: false,
  TableSizeBytes: 0,
  ItemCount: 0,
});

test('moves a table through its states by the clock', async () => {
  const clock = new TestClock();
  const timings = { creating: 500, updating: 500, deleting: 500 };
  const tables = await openTables({ folder: undefined, clock, random: systemRandom, timings });
  const status = () => tables.during(async () => tables.records.get(TableName)?.description.TableStatus);
  await tables.states.enter({ description: description('1'), tags: {} }, 'CREATING');
  expect(await status()).toBe('CREATING');
  expect(() => tables.table(TableName)).toThrow('Requested resource not found');
  clock.advance(500);
  expect(await status()).toBe('ACTIVE');
  await tables.states.enter({ description: tables.table(TableName), tags: {} }, 'DELETING');
  expect(await status()).toBe('DELETING');
  clock.advance(500);
  expect(await status()).toBeUndefined();
  await tables.close();
});

test('finishes, at the next start, a table that was being created or deleted when the process ended', () =>
  inFolder(async (folder) => {
    const clock = new TestClock();
    const timings = { creating: 500, updating: 500, deleting: 500 };
    const before = await openTables({ folder, clock, random: systemRandom, timings });
    await before.states.enter({ description: description('1'), tags: {} }, 'CREATING');
    const other = { ...description('2'), TableName: 'other' };
    await before.states.enter({ description: other, tags: {} }, 'DELETING');
    await before.level.put('i~2~x', JSON.stringify(Item));
    await before.close();
    const after = await openTables({ folder, clock, random: systemRandom, timings: immediate });
    expect(after.records.names()).toEqual([TableName]);
    expect(after.table(TableName).TableStatus).toBe('ACTIVE');
    expect(await after.level.get('i~2~x')).toBeUndefined();
    await after.close();
  }));

test('migrates a folder that an engine on dynalite wrote, also after half of the migration', () =>
  inFolder(async (folder) => {
    const clock = new TestClock();
    const old = await openLevel(folder);
    const table = { ...description('1'), TableStatus: 'ACTIVE' };
    await old.put('definition~user', JSON.stringify({ description: table, tags: {} }));
    await old.put('item~1~0cc175/61/', JSON.stringify(Item));
    await old.put('index~1~by~0cc175/61/', JSON.stringify(Item));
    await old.close();
    for (const _start of [1, 2]) {
      const tables = await openTables({ folder, clock, random: systemRandom, timings: immediate });
      const { items, level } = tables;
      expect((await items.read(itemKey(tables.shape(TableName), Item)))?.item).toEqual(Item);
      expect((await level.keys().all()).filter((key) => /^(item|index)~/.test(key))).toEqual([]);
      // As if the process had ended before the mark.
      await level.del('format~');
      await tables.close();
    }
  }));
