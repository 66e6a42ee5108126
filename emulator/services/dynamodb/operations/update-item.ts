import type { Operation } from '../../../edge/operation.ts';
import { parseUpdateItem } from '../items/parse-update-item.ts';
import { writeOperation } from '../items/write-operation.ts';
import { updateItemShape } from '../rules/item-shapes.ts';
import type { Tables } from '../tables.ts';

/** UpdateItem: changes attributes of an item, or makes one of its key, if its condition holds. */
export function updateItem(tables: Tables): Operation<object, object> {
  return writeOperation(tables, updateItemShape, parseUpdateItem);
}
