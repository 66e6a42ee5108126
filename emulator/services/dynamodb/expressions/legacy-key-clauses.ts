import { checkFilterConditions } from './check-legacy-conditions.ts';
import type { KeyClause, KeyClauses, KeyOperator } from './key-clauses.ts';
import type { LegacyCondition } from './legacy-condition.ts';

const OPERATORS: ReadonlyMap<string, KeyOperator> = new Map([
  ['EQ', '='],
  ['LT', '<'],
  ['LE', '<='],
  ['GT', '>'],
  ['GE', '>='],
  ['BETWEEN', 'between'],
  ['BEGINS_WITH', 'begins_with'],
]);

/** The conditions of `KeyConditions`. Throws AwsError `ValidationException`. */
export function legacyKeyClauses(conditions: Readonly<Record<string, LegacyCondition>>): KeyClauses {
  checkFilterConditions(conditions);
  return new Map(
    Object.entries(conditions).map(([name, { ComparisonOperator = '', AttributeValueList = [] }]) => {
      const clause: KeyClause = {
        operator: OPERATORS.get(ComparisonOperator) ?? 'unindexed',
        values: AttributeValueList,
      };
      return [name, clause];
    }),
  );
}
