import { type AttributeValue, typeOf, type ValueType } from '../values/attribute-value.ts';
import { valueFault } from '../values/check-value.ts';
import { compare } from '../values/compare.ts';
import { invalid } from './invalid-expression.ts';
import type { LegacyCondition } from './legacy-condition.ts';

const INVALID = 'One or more parameter values were invalid:';

/** How many values an operator takes, from and to, and of which types; any by default. */
interface Rule {
  readonly least: number;
  readonly most: number;
  readonly types?: readonly ValueType[];
}

const [ONE, ORDERED] = [{ least: 1, most: 1 }, ['S', 'N', 'B'] as const];

/** The operators (API Reference, "Condition"). */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['NULL', { least: 0, most: 0 }],
  ['NOT_NULL', { least: 0, most: 0 }],
  ['EQ', ONE],
  ['NE', ONE],
  ['LE', { ...ONE, types: ORDERED }],
  ['LT', { ...ONE, types: ORDERED }],
  ['GE', { ...ONE, types: ORDERED }],
  ['GT', { ...ONE, types: ORDERED }],
  ['CONTAINS', { ...ONE, types: [...ORDERED, 'BOOL', 'NULL'] }],
  ['NOT_CONTAINS', { ...ONE, types: [...ORDERED, 'BOOL', 'NULL'] }],
  ['BEGINS_WITH', { ...ONE, types: ['S', 'B'] }],
  ['IN', { least: 1, most: Number.POSITIVE_INFINITY, types: ORDERED }],
  ['BETWEEN', { least: 2, most: 2, types: ORDERED }],
]);

type LegacyConditions = Readonly<Record<string, LegacyCondition>>;

/** Checks `QueryFilter`, `ScanFilter` or `KeyConditions`, whose operators are known to exist. Throws AwsError `ValidationException`. */
export function checkFilterConditions(conditions: LegacyConditions): void {
  for (const { ComparisonOperator = '', AttributeValueList = [] } of Object.values(conditions))
    checkValues(ComparisonOperator, AttributeValueList);
}

function checkValues(operator: string, values: readonly AttributeValue[]): void {
  for (const value of values) checkValue(value);
  const { least, most, types } = RULES.get(operator) ?? ONE_OR_NONE;
  if (values.length < least || values.length > most)
    throw invalid(`${INVALID} Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  const found = values.map(typeOf);
  if (new Set(found).size > 1)
    throw invalid(`${INVALID} AttributeValues inside AttributeValueList must be of same type`);
  const wrong = types && found.find((type) => !types.includes(type));
  if (wrong)
    throw invalid(`${INVALID} ComparisonOperator ${operator} is not valid for ${wrong} AttributeValue type`);
  const [low, high] = values;
  if (operator === 'BETWEEN' && low && high && (compare(low, high) ?? 0) > 0)
    throw invalid(
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    );
}

/** The rule without an operator, which `Expected` allows. */
const ONE_OR_NONE: Rule = { least: 0, most: 1 };

function checkValue(value: AttributeValue): void {
  const fault = valueFault(value);
  if (fault) throw invalid(fault);
}

/** Checks `Expected`. Throws AwsError `ValidationException`. */
export function checkExpected(conditions: LegacyConditions): void {
  for (const [name, condition] of Object.entries(conditions)) {
    const fault = faultOfExpected(condition);
    if (fault) throw invalid(`${INVALID} ${fault} for Attribute: ${name}`);
    const { ComparisonOperator, AttributeValueList, Value } = condition;
    const values = AttributeValueList ?? (Value ? [Value] : []);
    checkValues(ComparisonOperator ?? '', values);
  }
}

function faultOfExpected(condition: LegacyCondition): string | undefined {
  const { AttributeValueList: list, ComparisonOperator: operator, Exists: exists, Value: value } = condition;
  if (list && value) return 'Value and AttributeValueList cannot be used together';
  if (operator !== undefined) {
    if (exists !== undefined) return 'Exists and ComparisonOperator cannot be used together';
    const needed = operator !== 'NULL' && operator !== 'NOT_NULL';
    return needed && !list && !value
      ? `Value or AttributeValueList must be used with ComparisonOperator: ${operator}`
      : undefined;
  }
  if (list) return 'AttributeValueList can only be used with a ComparisonOperator';
  if (exists !== false && !value) return `Value must be provided when Exists is ${exists ?? 'null'}`;
  return exists === false && value ? 'Value cannot be used when Exists is false' : undefined;
}
