import { type AttributeValue, type Item, membersOf, typeOf } from '../values/attribute-value.ts';
import { type DocumentPath, valueAt } from './document-path.ts';
import { type Edit, editItem } from './edit-item.ts';
import { invalid } from './invalid-expression.ts';
import { resolved, sum, type UpdateOperand, wrongType } from './operand.ts';

/** One action of a parsed update. No two paths of an update lie within each other. */
export type UpdateAction =
  | { readonly type: 'set'; readonly path: DocumentPath; readonly val: UpdateOperand }
  | { readonly type: 'remove'; readonly path: DocumentPath }
  | { readonly type: 'add' | 'delete'; readonly path: DocumentPath; readonly val: AttributeValue };

/**
 * The item after an update. Every path means the old item: no action sees another's result (Developer Guide, "Update expressions"). The
 * given item does not change. Throws AwsError `ValidationException`.
 */
export function updated(item: Item, actions: readonly UpdateAction[]): Item {
  return editItem(
    item,
    actions.map((action): Edit => ({ path: action.path, value: valueAfter(action, item) })),
  );
}

function valueAfter(action: UpdateAction, item: Item): AttributeValue | undefined {
  if (action.type === 'remove') return undefined;
  if (action.type === 'set') return resolved(action.val, item);
  const before = valueAt(action.path, item);
  if (before && typeOf(before) !== typeOf(action.val)) throw wrongType();
  return action.type === 'add' ? added(before, action.val) : without(before, action.val);
}

/** A larger number, a set with more members; a list with more elements, only for `AttributeUpdates`. */
function added(before: AttributeValue | undefined, more: AttributeValue): AttributeValue {
  if (!before) return more.N === undefined ? more : sum({ N: '0' }, more);
  if (more.N !== undefined) return sum(before, more);
  if (more.L) return { L: [...(before.L ?? []), ...more.L] };
  const members = membersOf(before) ?? [];
  const known = new Set(members);
  return {
    [typeOf(more)]: [...members, ...(membersOf(more) ?? []).filter((member) => !known.has(member))],
  };
}

/** A set with fewer members; undefined if none is left, because there are no empty sets. */
function without(before: AttributeValue | undefined, less: AttributeValue): AttributeValue | undefined {
  if (!before) return undefined;
  const gone = new Set(membersOf(less));
  const left = (membersOf(before) ?? []).filter((member) => !gone.has(member));
  return left.length === 0 ? undefined : { [typeOf(less)]: left };
}

/** One member of `AttributeUpdates`, as it was checked. */
export interface LegacyUpdate {
  readonly Action?: string;
  readonly Value?: AttributeValue;
}

/** The actions that `AttributeUpdates` stand for. Throws AwsError `ValidationException` where a type does not fit the item. */
export function fromLegacyUpdates(
  updates: Readonly<Record<string, LegacyUpdate>>,
  item: Item,
): UpdateAction[] {
  return Object.entries(updates).map(([name, { Action = 'PUT', Value }]): UpdateAction => {
    const path = [name];
    if (!Value) return { type: 'remove', path };
    if (Action === 'PUT') return { type: 'set', path, val: Value };
    const before = valueAt(path, item);
    if (before && typeOf(before) !== typeOf(Value)) throw invalid('Type mismatch for attribute to update');
    return { type: Action === 'ADD' ? 'add' : 'delete', path, val: Value };
  });
}
