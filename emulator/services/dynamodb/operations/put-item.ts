import type { Operation } from '../../../edge/operation.ts';
import { parsePut } from '../items/parsed-write.ts';
import { writeOperation } from '../items/write-operation.ts';
import { putItemShape } from '../rules/item-shapes.ts';
import type { Tables } from '../tables.ts';

/** PutItem: puts an item in place of the one with its key, if its condition holds. */
export function putItem(tables: Tables): Operation<object, object> {
  return writeOperation(tables, putItemShape, parsePut);
}
