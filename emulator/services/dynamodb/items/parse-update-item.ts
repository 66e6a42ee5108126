import { applyUpdate, refuseKeyUpdates } from '../expressions/apply-update.ts';
import { checkAttributeUpdates } from '../expressions/check-attribute-updates.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { UpdateOperand } from '../expressions/operand.ts';
import { fromLegacyUpdates, type LegacyUpdate, type UpdateAction } from '../expressions/update.ts';
import type { TableShape } from '../table-shape.ts';
import {
  type AttributeValue,
  attribute,
  type Item,
  typeOf,
  type ValueType,
} from '../values/attribute-value.ts';
import { itemSize, MAX_ITEM_BYTES } from '../values/size.ts';
import {
  checkKey,
  checkLength,
  checkValues,
  emptiness,
  indexMismatch,
  refusePathsIntoKeys,
} from './check-keys.ts';
import { type Outcome, type ParsedWrite, parsedCondition } from './parsed-write.ts';
import { refuseMixed } from './refuse-mixed.ts';
import type { UpdateRequest } from './request.ts';

const PARAMETERS = {
  expressions: ['UpdateExpression', 'ConditionExpression'],
  legacy: ['AttributeUpdates', 'Expected'],
};

/** Reads an update, with an expression or with `AttributeUpdates`. Throws AwsError `ValidationException`. */
export function parseUpdateItem(request: UpdateRequest): ParsedWrite {
  const { Key: key, AttributeUpdates } = request;
  refuseMixed(request, PARAMETERS);
  checkValues(key);
  if (AttributeUpdates) checkAttributeUpdates(AttributeUpdates);
  const { update, ...guarded } = parsedCondition(request);
  return {
    ...guarded,
    keyed: key,
    check(table) {
      checkKey(table, key);
      if (update) checkUpdate(table, update);
      else if (AttributeUpdates) checkLegacy(table, AttributeUpdates);
    },
    next(before, table) {
      const actions = update ?? fromLegacyUpdates(AttributeUpdates ?? {}, before ?? key);
      const outcome = applyUpdate(actions, before, key);
      checkIndexKeys(table, outcome.item, before);
      if (itemSize(outcome.item) > MAX_ITEM_BYTES)
        throw invalid('Item size to update has exceeded the maximum allowed size');
      return { after: outcome.item, shown: shownOf(request.ReturnValues, before, outcome) };
    },
  };
}

function shownOf(
  wish: string | undefined,
  before: Item | undefined,
  outcome: ReturnType<typeof applyUpdate>,
): Outcome['shown'] {
  switch (wish) {
    case 'ALL_OLD':
      return before;
    case 'ALL_NEW':
      return outcome.item;
    case 'UPDATED_OLD':
      return outcome.updatedOld;
    case 'UPDATED_NEW':
      return outcome.updatedNew;
    default:
      return undefined;
  }
}

function checkUpdate(table: TableShape, update: readonly UpdateAction[]): void {
  refuseKeyUpdates(
    update,
    table.keys.map(({ name }) => name),
  );
  const types = new Map<unknown, ValueType>();
  for (const action of update) {
    const type = action.type === 'remove' ? undefined : knownType(action.val);
    if (type && action.path.length === 1) types.set(action.path[0], type);
  }
  checkIndexTypes(table, types);
  refusePathsIntoKeys(
    table,
    update.flatMap((action) => [action.path, ...(action.type === 'set' ? pathsOf(action.val) : [])]),
  );
}

/** The paths in the right side of a SET. */
function pathsOf(operand: UpdateOperand): DocumentPath[] {
  if (Array.isArray(operand)) return [operand as DocumentPath];
  return 'type' in operand ? operand.args.flatMap(pathsOf) : [];
}

/** The type that the right side of an action shows by itself, an `if_not_exists` by its second operand; undefined when it shows none. */
function knownType(operand: UpdateOperand): ValueType | undefined {
  if (Array.isArray(operand)) return undefined;
  if (!('type' in operand)) return typeOf(operand as AttributeValue);
  if (operand.type !== 'function') return 'N';
  if (operand.name === 'list_append') return 'L';
  const [, otherwise] = operand.args;
  return otherwise && knownType(otherwise);
}

function checkLegacy(table: TableShape, updates: Readonly<Record<string, LegacyUpdate>>): void {
  refuseKeyUpdates(
    Object.keys(updates).map((name) => ({ type: 'remove', path: [name] })),
    table.keys.map(({ name }) => name),
  );
  checkIndexTypes(
    table,
    new Map(Object.entries(updates).flatMap(([name, { Value }]) => (Value ? [[name, typeOf(Value)]] : []))),
  );
}

/** Rejects types that the keys of indexes do not have, the first index's first. Throws AwsError `ValidationException`. */
function checkIndexTypes({ indexes }: TableShape, types: ReadonlyMap<unknown, ValueType>): void {
  for (const index of indexes)
    for (const part of index.keys) {
      const type = types.get(part.name);
      if (type && type !== part.type) throw indexMismatch(part, type, index);
    }
}

/** Rejects an update's result that no index can hold as a key. Earlier values stay. */
function checkIndexKeys({ indexes }: TableShape, item: Item, before: Item | undefined): void {
  for (const { keys, hash } of indexes)
    for (const part of keys) {
      const value = attribute(item, part.name);
      if (!value || value === before?.[part.name]) continue;
      if (value[part.type] === undefined)
        throw invalid(
          'The update expression attempted to update the secondary index key to unsupported type',
        );
      const empty = emptiness(value);
      if (empty)
        throw invalid(
          `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${empty} value.`,
        );
      checkLength(value, hash.includes(part));
    }
}
