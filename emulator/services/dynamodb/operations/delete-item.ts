import type { Operation } from '../../../edge/operation.ts';
import { parseDelete } from '../items/parsed-write.ts';
import { writeOperation } from '../items/write-operation.ts';
import { deleteItemShape } from '../rules/item-shapes.ts';
import type { Tables } from '../tables.ts';

/** DeleteItem: deletes an item, if its condition holds; a missing one is no error. */
export function deleteItem(tables: Tables): Operation<object, object> {
  return writeOperation(tables, deleteItemShape, parseDelete);
}
