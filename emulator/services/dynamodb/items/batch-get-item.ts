import getItem from 'dynalite/actions/getItem.js';
import type { Callback, Failure, Store } from 'dynalite/db/index.js';
import type { Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/size.ts';

type Data = Record<string, unknown>;

/** The most that one answer holds, in bytes of items (API reference, BatchGetItem). */
const MAX_BYTES = 16 * 1024 * 1024;

interface Got {
  Item?: Item;
  ConsumedCapacity?: { CapacityUnits: number };
}

/**
 * BatchGetItem: up to 100 items of up to 16 MB. Keys for which there is no room come back as unprocessed, with all that was asked of
 * their table.
 */
export function batchGetItem(store: Store, data: Data, callback: Callback<object>): void {
  answerOf(store, data).then(
    (answer) => callback(null, answer),
    (error: Failure) => callback(error),
  );
}

async function answerOf(store: Store, data: Data): Promise<object> {
  const requests = Object.entries(data['RequestItems'] as Record<string, Data & { Keys: Item[] }>);
  const wish = data['ReturnConsumedCapacity'];
  // Each table and key is checked before the first answer counts.
  const found = await Promise.all(
    requests.map(async ([TableName, { Keys, ...options }]) => {
      const gets = Keys.map((Key) =>
        got(store, { ...options, TableName, Key, ReturnConsumedCapacity: wish }),
      );
      return { TableName, Keys, options, answers: await Promise.all(gets) };
    }),
  );
  const Responses: Record<string, Item[]> = {};
  const UnprocessedKeys: Record<string, object> = {};
  const capacities: object[] = [];
  let room = MAX_BYTES;
  for (const { TableName, Keys, options, answers } of found) {
    const taken = answers.map(({ Item }) => {
      if (Item) room -= itemSize(Item);
      return room >= 0;
    });
    const answered = answers.filter((_, index) => taken[index]);
    Responses[TableName] = answered.flatMap(({ Item }) => (Item ? [Item] : []));
    const left = Keys.filter((_, index) => !taken[index]);
    if (left.length > 0) UnprocessedKeys[TableName] = { ...asked(options), Keys: left };
    const CapacityUnits = answered.reduce((sum, one) => sum + (one.ConsumedCapacity?.CapacityUnits ?? 0), 0);
    capacities.push({ TableName, CapacityUnits, ...(wish === 'INDEXES' && { Table: { CapacityUnits } }) });
  }
  return {
    Responses,
    UnprocessedKeys,
    ...((wish === 'TOTAL' || wish === 'INDEXES') && { ConsumedCapacity: capacities }),
  };
}

function got(store: Store, data: Data): Promise<Got> {
  return new Promise((resolve, reject) =>
    getItem(store, data, (error, answer) => (error ? reject(error) : resolve(answer ?? {}))),
  );
}

/** What the client asked, without what the parser added. */
function asked(options: Data): Data {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !name.startsWith('_')));
}
