import type { Condition } from '../expressions/condition.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { conditionOf } from './condition-of.ts';
import { type ExactKey, exactKey } from './exact-key.ts';
import { attributeParameters, conditionText, createAliases, updateText } from './expression-text.ts';
import { itemOf, type ValueScope } from './literal-value.ts';
import type { Returning, WriteStatement } from './syntax.ts';
import { type StatementTable, tableSource } from './table-shape.ts';
import { updateOf } from './update-of.ts';

/** A write in the form of the operation that does it, without what only a single one has. */
export interface WritePlan {
  readonly kind: 'Put' | 'Update' | 'Delete';
  readonly input: object;
  /** What the key is said to be, for those who ask whether it is one. */
  readonly key: ExactKey | undefined;
  readonly returnValues: string | undefined;
}

const RETURN_VALUES: Readonly<Record<Returning, string>> = {
  'ALL OLD *': 'ALL_OLD',
  'ALL NEW *': 'ALL_NEW',
  'MODIFIED OLD *': 'UPDATED_OLD',
  'MODIFIED NEW *': 'UPDATED_NEW',
};

/**
 * Turns a write into PutItem, UpdateItem or DeleteItem. An `INSERT` replaces no item, an `UPDATE` creates none, and a `DELETE` of a missing
 * one succeeds (Developer Guide, "PartiQL delete statements"). Throws AwsError `ValidationException`.
 */
export function planWrite(statement: WriteStatement, table: StatementTable, scope: ValueScope): WritePlan {
  const source = tableSource(table);
  const guard = [source.hash[0]?.name ?? ''];
  const aliases = createAliases();
  if (statement.kind === 'insert') {
    const Item = itemOf(statement.value, scope);
    const ConditionExpression = conditionText(absent(guard), aliases);
    const input = { TableName: statement.table, Item, ConditionExpression, ...attributeParameters(aliases) };
    return { kind: 'Put', input, key: undefined, returnValues: undefined };
  }
  const update = statement.kind === 'update' ? updateText(updateOf(statement, scope), aliases) : undefined;
  const key = exactKey(statement.where && conditionOf(statement.where, scope), source, false);
  const condition = guarded(statement.kind, guard, key.rest);
  const ConditionExpression = condition && conditionText(condition, aliases);
  const input = {
    TableName: statement.table,
    Key: key.key,
    ...(update !== undefined && { UpdateExpression: update }),
    ...(ConditionExpression !== undefined && { ConditionExpression }),
    ...attributeParameters(aliases),
  };
  const { returning } = statement;
  return {
    kind: statement.kind === 'update' ? 'Update' : 'Delete',
    input,
    key,
    returnValues: returning && RETURN_VALUES[returning],
  };
}

function absent(path: readonly string[]): Condition {
  return { type: 'function', name: 'attribute_not_exists', args: [path] };
}

function guarded(
  kind: 'update' | 'delete',
  guard: readonly string[],
  rest: readonly Condition[],
): Condition | undefined {
  if (kind === 'update') return { type: 'and', args: [{ type: 'not', args: [absent(guard)] }, ...rest] };
  if (rest.length === 0) return undefined;
  return { type: 'or', args: [absent(guard), { type: 'and', args: rest }] };
}

/** Rejects a write that names no item, or two. Throws AwsError `ValidationException`. */
export function refuseInexact({ key }: WritePlan): void {
  if (key?.conflict !== undefined)
    throw invalid(
      `Multiple conditions on same key ${key.conflict}. Only single item Update/Insert/Delete are supported`,
    );
  if (key && !key.complete)
    throw invalid('Where clause does not contain a mandatory equality on all key attributes');
}
