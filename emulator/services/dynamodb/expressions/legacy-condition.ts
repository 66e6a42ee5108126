import type { AttributeValue } from '../values/attribute-value.ts';
import type { Condition, Operand } from './condition.ts';

/** What `Expected`, `QueryFilter` and `ScanFilter` ask of one attribute. */
export interface LegacyCondition {
  readonly ComparisonOperator?: string;
  readonly AttributeValueList?: readonly AttributeValue[];
  readonly Value?: AttributeValue;
  readonly Exists?: boolean;
}

/** The condition of conditions on attributes by name (Developer Guide, "Legacy conditional parameters"). */
export function fromLegacy(
  conditions: Readonly<Record<string, LegacyCondition>>,
  operator: unknown = 'AND',
): Condition {
  const args = Object.entries(conditions).map(([name, condition]) => one([name], condition));
  return { type: operator === 'OR' && args.length > 0 ? 'or' : 'and', args };
}

const COMPARATORS = { EQ: '=', NE: '<>', LT: '<', LE: '<=', GT: '>', GE: '>=' } as const;

function one(path: readonly string[], { ComparisonOperator, Exists, ...given }: LegacyCondition): Condition {
  if (Exists === false || ComparisonOperator === 'NULL') return call('attribute_not_exists', path);
  if (ComparisonOperator === 'NOT_NULL') return call('attribute_exists', path);
  const values = given.AttributeValueList ?? (given.Value ? [given.Value] : []);
  const args: Operand[] = [path, ...values];
  const name = ComparisonOperator ?? 'EQ';
  if (name in COMPARATORS) return { type: COMPARATORS[name as keyof typeof COMPARATORS], args };
  if (name === 'IN') return { type: 'in', args };
  if (name === 'BETWEEN') return { type: 'between', args };
  if (name === 'NOT_CONTAINS') return { type: 'not', args: [call('contains', ...args)] };
  return call(name === 'CONTAINS' ? 'contains' : 'begins_with', ...args);
}

function call(name: string, ...args: Operand[]): Condition {
  return { type: 'function', name, args };
}
