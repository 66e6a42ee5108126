import type { DocumentPath } from '../expressions/document-path.ts';
import { project } from '../expressions/projection.ts';
import { itemKey } from '../storage/item-keys.ts';
import type { StoredItem } from '../storage/stored-item.ts';
import type { TableShape } from '../table-shape.ts';
import type { Item } from '../values/attribute-value.ts';
import { checkKey, checkValues, refusePathsIntoKeys } from './check-keys.ts';
import { projectionOf } from './projection-of.ts';
import { refuseMixed } from './refuse-mixed.ts';
import type { GetRequest } from './request.ts';

/** A read of one item, checked as far as possible without its table. */
export interface ParsedGet {
  readonly table: string;
  readonly key: Item;
  readonly consistent: boolean;
  /** The item's place in the store. Throws AwsError `ValidationException` for what does not fit the table. */
  place(table: TableShape): string;
  /** What the client is shown of an item. */
  shown(found: StoredItem): Item;
}

const READ = { expressions: ['ProjectionExpression'], legacy: ['AttributesToGet'] };

/** Reads a request for one item. Throws AwsError `ValidationException`. */
export function parseGet(request: GetRequest): ParsedGet {
  refuseMixed(request, READ);
  checkValues(request.Key);
  return parsedGet(request.TableName, request.Key, request.ConsistentRead, projectionOf(request));
}

/** One read whose values and projection were checked already. */
export function parsedGet(
  table: string,
  key: Item,
  consistent: boolean | undefined,
  paths: readonly DocumentPath[] | undefined,
): ParsedGet {
  return {
    table,
    key,
    consistent: consistent ?? false,
    place(shape) {
      checkKey(shape, key);
      if (paths) refusePathsIntoKeys(shape, paths);
      return itemKey(shape, key);
    },
    shown: ({ item }) => (paths ? project(item, paths) : item),
  };
}
