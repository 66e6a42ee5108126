import type { KeyClause } from '../expressions/key-clauses.ts';
import type { KeyCondition } from '../expressions/key-condition.ts';
import { partitionPrefix } from '../storage/item-keys.ts';
import type { Ordered } from '../table-shape.ts';
import { after, type KeyType, orderKey, orderPrefix } from '../values/order-key.ts';

/** Keys of the store, from the first to before the last. */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
}

/** Where the items of a key condition are. */
export function keyRange(ordered: Ordered, { hash, range }: KeyCondition): KeyRange {
  let prefix = partitionPrefix(ordered, hash);
  for (const [index, clause] of range.entries()) {
    const type = ordered.range[index]?.type ?? 'S';
    if (clause.operator !== '=') return clauseRange(prefix, clause, type);
    prefix += orderKey(type, clause.values[0]?.[type] ?? '');
  }
  return { from: prefix, to: after(prefix) };
}

function clauseRange(prefix: string, { operator, values }: KeyClause, type: KeyType): KeyRange {
  const [low = '', high = ''] = values.map((value) => value[type] ?? '');
  const place = prefix + orderKey(type, low);
  switch (operator) {
    case '<':
      return { from: prefix, to: place };
    case '<=':
      return { from: prefix, to: after(place) };
    case '>':
      return { from: after(place), to: after(prefix) };
    case '>=':
      return { from: place, to: after(prefix) };
    case 'between':
      return { from: place, to: after(prefix + orderKey(type, high)) };
    default: {
      const begin = prefix + (type === 'N' ? '' : orderPrefix(type, low));
      return { from: begin, to: after(begin) };
    }
  }
}
