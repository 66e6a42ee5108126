import { expect, test } from '@jest/globals';
import type { Store } from 'dynalite/db/index.js';
import { TestClock } from '../../../store/clock.ts';
import { systemRandom } from '../../../store/random.ts';
import { openChangeLog } from '../streams/change-log.ts';
import { USER_TABLE } from '../testing/fixture.ts';
import { createCallStore } from './call-store.ts';
import { createItemLocks } from './item-locks.ts';
import { openLevel } from './level.ts';
import { loadTableRecords } from './table-records.ts';

const TableName = 'user';
const locks = createItemLocks();
const level = await openLevel(undefined);
const log = await openChangeLog({ level, clock: new TestClock(), random: systemRandom });
const tables = await loadTableRecords(level);
await tables.save({
  description: {
    ...USER_TABLE,
    TableId: '1',
    TableArn: 'arn',
    TableStatus: 'ACTIVE',
    CreationDateTime: 0,
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    DeletionProtectionEnabled: false,
    TableSizeBytes: 0,
    ItemCount: 0,
  },
  tags: {},
});

/** Runs what an action might do, and resolves with the error that ended its call. */
function failureOf(action: (store: Store) => void): Promise<Error> {
  return new Promise((resolve) => {
    action(createCallStore({ level, log, tables, locks, fail: resolve }));
  });
}

const defect = new TypeError('a defect');

test.each<[string, (store: Store) => void]>([
  [
    'after a read',
    (store) =>
      store.getItemDb(TableName).get('a', () => {
        throw defect;
      }),
  ],
  [
    'while it holds a lock',
    (store) =>
      store.getItemDb(TableName).lock('a', () => {
        throw defect;
      }),
  ],
  [
    'at the end of a range',
    (store) =>
      store
        .getItemDb(TableName)
        .createValueStream({})
        .on('end', () => {
          throw defect;
        }),
  ],
])(
  'an exception of an action %s ends its call, not the process, and frees its items',
  async (_name, action) => {
    expect(await failureOf(action)).toBe(defect);
    expect(locks.isHeld('item~1~a')).toBe(false);
  },
);

test('a table that went away during the call is an error of the call', async () => {
  const failure = await failureOf((store) =>
    store.getItemDb(TableName).get('a', () => store.getItemDb('gone').get('a', () => undefined)),
  );
  expect(failure).toMatchObject({ code: 'ResourceNotFoundException' });
});
