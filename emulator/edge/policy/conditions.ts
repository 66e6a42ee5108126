import type { ContextKeys } from './context-keys.ts';
import { parseOperator } from './operators.ts';
import type { Condition } from './statement.ts';

/** Whether a condition holds for a request. */
export type ConditionTest = (keys: ContextKeys) => boolean;

/**
 * Reads one condition (IAM user guide, "Condition operators" and "Multivalued context keys"): one of the policy's values must match, none
 * under a negated operator. An absent key fails a positive operator and satisfies a negated one; absence satisfies `…IfExists` and
 * `ForAllValues`, never `ForAnyValue`; `Null` tests for it. An unknown operator is never satisfied, nor is a negated one whose variable has
 * no value.
 */
export function compileCondition({ operator, key, values }: Condition, variables: boolean): ConditionTest {
  const parsed = parseOperator(operator);
  if (!parsed) return () => false;
  const { compile, negated, ifExists, set } = parsed;
  if (compile === 'null') {
    return (keys) => {
      const absent = (keys(key)?.length ?? 0) === 0;
      return values.some((value) => value.toLowerCase() === String(absent));
    };
  }
  const tests = values.map((value) => compile(value, variables));
  return (keys) => {
    const given = keys(key);
    if (given === undefined || given.length === 0) {
      if (set === 'ForAllValues' || ifExists) return true;
      return set === 'ForAnyValue' ? false : negated;
    }
    const one = (value: string) =>
      negated
        ? tests.every((test) => test(value, keys) === false)
        : tests.some((test) => test(value, keys) === true);
    if (set === 'ForAllValues') return given.every(one);
    if (set === 'ForAnyValue') return given.some(one);
    return negated ? given.every(one) : given.some(one);
  };
}
