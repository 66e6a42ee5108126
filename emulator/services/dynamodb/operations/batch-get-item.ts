import type { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { checkValues } from '../items/check-keys.ts';
import { consumedCapacity, itemReadUnits } from '../items/consumed-capacity.ts';
import { type ParsedGet, parsedGet } from '../items/parsed-get.ts';
import { projectionOf } from '../items/projection-of.ts';
import { refuseMixed } from '../items/refuse-mixed.ts';
import { refuseNothing } from '../items/refuse-nothing.ts';
import type { Projecting } from '../items/request.ts';
import { checked } from '../rules/checked.ts';
import { honouredBy } from '../rules/honoured-by.ts';
import { batchGetItemShape } from '../rules/item-shapes.ts';
import { tableNameOf } from '../rules/table-name.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import type { Item } from '../values/attribute-value.ts';

/** The most keys of one request, and the most that one answer holds, in bytes of items (API reference, BatchGetItem). */
const [MAX_KEYS, MAX_BYTES] = [100, 16 * 1024 * 1024];

interface Asked extends Projecting {
  readonly Keys: readonly Item[];
  readonly ConsistentRead?: boolean;
}

interface Request {
  readonly RequestItems: Readonly<Record<string, Asked>>;
  readonly ReturnConsumedCapacity?: string;
}

/**
 * BatchGetItem: up to 100 items of up to 16 MB. Keys beyond the room, or beyond the throughput, come back as unprocessed, with everything
 * requested of their table; if there is no throughput for any of them, the whole call is rejected.
 */
export function batchGetItem(tables: Tables): Operation<object, object> {
  return {
    honours: honouredBy(batchGetItemShape),
    resource: resourcesOf,
    async run(input) {
      refuseNothing(input, 'BatchGetItem');
      const request = checked<Request>(batchGetItemShape, input);
      const parts = parsed(request.RequestItems);
      // Each table and key is checked before the first item is read.
      const places = parts.map(({ table: name, gets }) => {
        const table = tables.shape(name);
        const keys = gets.map((get) => get.place(table));
        if (new Set(keys).size < keys.length) throw duplicate();
        return keys;
      });
      const found = await Promise.all(
        places.map((keys) =>
          Promise.all(keys.map((key) => tables.items.peek(key) ?? tables.items.read(key))),
        ),
      );
      return answerOf(tables, request, parts, found);
    },
  };
}

interface Part {
  readonly name: string;
  readonly table: string;
  readonly asked: Asked;
  readonly gets: readonly ParsedGet[];
}

function parsed(items: Request['RequestItems']): Part[] {
  let count = 0;
  return Object.entries(items).map(([name, asked]) => {
    refuseMixed(asked, { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] });
    const paths = projectionOf(asked);
    const seen = new Set<string>();
    for (const key of asked.Keys) {
      checkValues(key);
      const text = JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));
      if (seen.has(text)) throw duplicate();
      seen.add(text);
    }
    count += asked.Keys.length;
    if (asked.Keys.length > MAX_KEYS)
      throw invalid(
        `1 validation error detected: Value at 'RequestItems.${name}.member.Keys' failed to satisfy constraint: Member must have length less than or equal to ${MAX_KEYS}`,
      );
    if (count > MAX_KEYS) throw invalid('Too many items requested for the BatchGetItem call');
    const table = tableNameOf(name);
    return {
      name,
      table,
      asked,
      gets: asked.Keys.map((key) => parsedGet(table, key, asked.ConsistentRead, paths)),
    };
  });
}

function duplicate() {
  return invalid('Provided list of item keys contains duplicates');
}

function answerOf(
  { shape, throughput }: Pick<Tables, 'shape' | 'throughput'>,
  { ReturnConsumedCapacity: wish }: Request,
  parts: readonly Part[],
  found: readonly (readonly (StoredItem | undefined)[])[],
): object {
  const Responses: Record<string, Item[]> = {};
  const UnprocessedKeys: Record<string, object> = {};
  const capacities: object[] = [];
  let room = MAX_BYTES;
  let [refusal, done]: [AwsError | undefined, number] = [undefined, 0];
  for (const [index, { name, table, asked, gets }] of parts.entries()) {
    const [shown, left]: [Item[], Item[]] = [[], []];
    let units = 0;
    for (const [position, get] of gets.entries()) {
      const stored = found[index]?.[position];
      const refused = throughput.refusal(shape(table), 'read');
      refusal ??= refused;
      if (!refused) room -= stored?.size ?? 0;
      if (refused || room < 0) left.push(get.key);
      else {
        if (stored) shown.push(get.shown(stored));
        const own = itemReadUnits(stored, asked.ConsistentRead);
        throughput.spend(shape(table), 'read', { table: own });
        units += own;
        done += 1;
      }
    }
    Responses[name] = shown;
    if (left.length > 0) UnprocessedKeys[name] = { ...asked, Keys: left };
    capacities.push(consumedCapacity(wish, name, { table: units }) ?? {});
  }
  if (refusal && done === 0) throw refusal;
  return {
    Responses,
    UnprocessedKeys,
    ...((wish === 'TOTAL' || wish === 'INDEXES') && { ConsumedCapacity: capacities }),
  };
}
