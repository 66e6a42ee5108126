import { typeOf, type ValueType } from '../values/attribute-value.ts';
import { valueFault } from '../values/check-value.ts';
import { invalid } from './invalid-expression.ts';
import type { LegacyUpdate } from './update.ts';

const INVALID = 'One or more parameter values were invalid:';
const SETS: readonly ValueType[] = ['SS', 'NS', 'BS'];
const ADDED: readonly ValueType[] = [...SETS, 'N', 'L'];

/** Checks `AttributeUpdates`, whatever the item. Throws AwsError `ValidationException`. */
export function checkAttributeUpdates(updates: Readonly<Record<string, LegacyUpdate>>): void {
  for (const update of Object.values(updates)) {
    const fault = faultOf(update);
    if (fault) throw invalid(fault);
  }
}

function faultOf({ Action, Value }: LegacyUpdate): string | undefined {
  if (!Value)
    return Action === 'DELETE'
      ? undefined
      : `${INVALID} Only DELETE action is allowed when no attribute value is specified`;
  const fault = valueFault(Value);
  if (fault) return fault;
  const type = typeOf(Value);
  if (Action === 'DELETE' && !SETS.includes(type))
    return `${INVALID} DELETE action with value is not supported for the type ${type}`;
  return Action === 'ADD' && !ADDED.includes(type)
    ? `${INVALID} ADD action is not supported for the type ${type}`
    : undefined;
}
