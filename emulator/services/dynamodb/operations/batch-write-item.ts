import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { addUnits, consumedCapacity, writeUnits } from '../items/consumed-capacity.ts';
import { itemCollectionMetrics } from '../items/item-collection.ts';
import { type ParsedWrite, parseDelete, parsePut } from '../items/parsed-write.ts';
import { refuseNothing } from '../items/refuse-nothing.ts';
import { writeAt } from '../items/write-item.ts';
import { checked } from '../rules/checked.ts';
import { honouredBy } from '../rules/honoured-by.ts';
import { batchWriteItemShape } from '../rules/item-shapes.ts';
import { tableNameOf } from '../rules/table-name.ts';
import { itemKey } from '../storage/item-keys.ts';
import { resourcesOf } from '../table-arns.ts';
import type { TableShape } from '../table-shape.ts';
import type { Tables } from '../tables.ts';
import { isThrottled } from '../throughput/throttled.ts';
import type { Item } from '../values/attribute-value.ts';

/** The most writes of one request (API reference, BatchWriteItem). */
const MAX_WRITES = 25;

interface Asked {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}

interface Request {
  readonly RequestItems: Readonly<Record<string, readonly Asked[]>>;
  readonly ReturnConsumedCapacity?: string;
  readonly ReturnItemCollectionMetrics?: string;
}

interface Part {
  readonly name: string;
  readonly asked: readonly Asked[];
  readonly writes: readonly ParsedWrite[];
}

/**
 * BatchWriteItem: up to 25 puts and deletes, each by itself. Those beyond a table's throughput come back as unprocessed; if those are all,
 * the whole call is rejected. Its writes wait for transactions, where AWS returns them as unprocessed.
 */
export function batchWriteItem(tables: Tables): Operation<object, object> {
  return {
    honours: honouredBy(batchWriteItemShape),
    resource: resourcesOf,
    async run(input) {
      refuseNothing(input, 'BatchWriteItem');
      const request = checked<Request>(batchWriteItemShape, input);
      const parts = Object.entries(request.RequestItems).map(parsed);
      if (parts.reduce((sum, { writes }) => sum + writes.length, 0) > MAX_WRITES)
        throw invalid('Too many items requested for the BatchWriteItem call');
      // Each table and key is checked before the first item is written.
      const placed = parts.map((part) => ({ ...part, ...place(tables, part) }));
      const done = await Promise.all(placed.map((part) => written(tables, request, part)));
      const refusal = done.find(({ refused }) => refused)?.refused;
      if (refusal && done.every(({ left, asked }) => left.length === asked.length)) throw refusal;
      const { ReturnConsumedCapacity: wish } = request;
      const unprocessed = done.filter(({ left }) => left.length > 0);
      const metrics = done.filter(({ metrics: some }) => some.length > 0);
      return {
        UnprocessedItems: Object.fromEntries(unprocessed.map(({ name, left }) => [name, left])),
        ...((wish === 'TOTAL' || wish === 'INDEXES') && {
          ConsumedCapacity: done.map(({ capacity }) => capacity),
        }),
        ...(metrics.length > 0 && {
          ItemCollectionMetrics: Object.fromEntries(metrics.map((one) => [one.name, one.metrics])),
        }),
      };
    },
  };
}

function parsed([name, asked]: [string, readonly Asked[]]): Part {
  const TableName = tableNameOf(name);
  const writes = asked.map(({ PutRequest, DeleteRequest }) => {
    if ((PutRequest === undefined) === (DeleteRequest === undefined))
      throw invalid(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      );
    if (PutRequest) return parsePut({ TableName, Item: PutRequest.Item });
    return parseDelete({ TableName, Key: DeleteRequest?.Key ?? {} });
  });
  return { name, asked, writes };
}

function place(tables: Tables, { name, writes }: Part): { table: TableShape; keys: string[] } {
  const table = tables.shape(tableNameOf(name));
  const keys = writes.map((write) => {
    checkWrite(write, table);
    return itemKey(table, write.keyed);
  });
  if (new Set(keys).size < keys.length) throw invalid('Provided list of item keys contains duplicates');
  return { table, keys };
}

/** Errors of a key have a read's words here, even for an item. */
function checkWrite(write: ParsedWrite, table: TableShape): void {
  try {
    write.check(table);
  } catch (error) {
    if (error instanceof AwsError && /Missing the key|Type mismatch for key/.test(error.message))
      throw invalid('The provided key element does not match the schema');
    throw error;
  }
}

/** What became of the writes of one table. */
interface Done extends Pick<Part, 'name' | 'asked'> {
  readonly capacity: object | undefined;
  readonly metrics: object[];
  /** Those for which no throughput was left, and what is said of them. */
  readonly left: readonly Asked[];
  readonly refused: AwsError | undefined;
}

async function written(
  tables: Tables,
  { ReturnConsumedCapacity, ReturnItemCollectionMetrics }: Request,
  { name, asked, table, writes, keys }: Part & { table: TableShape; keys: readonly string[] },
): Promise<Done> {
  const attempts = await Promise.all(
    writes.map((write, index) => writeAt(tables, table, keys[index] ?? '', write).catch(unlessThrottled)),
  );
  const units = attempts.flatMap((attempt) =>
    attempt instanceof AwsError
      ? []
      : [writeUnits(attempt.change.before, attempt.change.after, attempt.indexes)],
  );
  const metrics = await Promise.all(
    writes.map(({ keyed }) => itemCollectionMetrics(tables.level, ReturnItemCollectionMetrics, table, keyed)),
  );
  return {
    name,
    asked,
    capacity: consumedCapacity(ReturnConsumedCapacity, name, addUnits(units)),
    metrics: metrics.filter((one) => one !== undefined),
    left: asked.filter((_one, index) => attempts[index] instanceof AwsError),
    refused: attempts.find((attempt) => attempt instanceof AwsError),
  };
}

function unlessThrottled(error: unknown): AwsError {
  if (isThrottled(error)) return error;
  throw error;
}
