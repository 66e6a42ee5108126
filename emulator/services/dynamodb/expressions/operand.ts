import type { AwsError } from '../../../edge/aws-error.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { addDecimals, decimalFault, decimalOf, formatDecimal } from '../values/decimal.ts';
import { type DocumentPath, valueAt } from './document-path.ts';
import { invalid } from './invalid-expression.ts';

/** The right side of a SET: a path, a value, or an operation on both. */
export type UpdateOperand = DocumentPath | AttributeValue | Sum | Call;

interface Sum {
  readonly type: 'add' | 'subtract';
  readonly args: readonly UpdateOperand[];
}

interface Call {
  readonly type: 'function';
  readonly name: string;
  readonly args: readonly UpdateOperand[];
}

/** The value of an operand. Throws AwsError `ValidationException` when a path leads nowhere or a type does not fit. */
export function resolved(operand: UpdateOperand, item: Item): AttributeValue {
  const found = valueIn(operand, item);
  if (found) return found;
  throw invalid('The provided expression refers to an attribute that does not exist in the item');
}

function valueIn(operand: UpdateOperand, item: Item): AttributeValue | undefined {
  if (Array.isArray(operand)) return valueAt(operand as DocumentPath, item);
  if (!('type' in operand)) return operand as AttributeValue;
  const { type, args } = operand;
  const [first, second] = args;
  if (!first || !second) throw new Error('A function of an update was let through with too few operands.');
  if (type === 'function' && operand.name === 'if_not_exists')
    return valueIn(first, item) ?? resolved(second, item);
  const [left, right] = [resolved(first, item), resolved(second, item)];
  if (type !== 'function') return sum(left, right, type === 'add' ? 1 : -1);
  if (!left.L || !right.L) throw wrongType();
  return { L: [...left.L, ...right.L] };
}

/** The exact sum of two numbers, or their difference. Throws AwsError `ValidationException`. */
export function sum(left: AttributeValue, right: AttributeValue, sign: 1 | -1 = 1): AttributeValue {
  if (left.N === undefined || right.N === undefined) throw wrongType();
  const result = addDecimals(decimalOf(left.N), decimalOf(right.N), sign);
  const fault = decimalFault(result);
  if (fault) throw invalid(fault);
  return { N: formatDecimal(result) };
}

export function wrongType(): AwsError {
  return invalid('An operand in the update expression has an incorrect data type');
}
