import { wrongOperand } from '../expressions/check-functions.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { sum, type UpdateOperand } from '../expressions/operand.ts';
import { type AttributeValue, typeOf } from '../values/attribute-value.ts';

/** What is added up: values as one number, and the rest with its signs. */
export interface Total {
  readonly number: AttributeValue | undefined;
  readonly parts: readonly { readonly operand: UpdateOperand; readonly minus: boolean }[];
}

/** One operand as a total. Throws AwsError `ValidationException` for a value that is no number. */
export function totalOf(operand: UpdateOperand, operator: '+' | '-'): Total {
  if (Array.isArray(operand) || 'type' in operand)
    return { number: undefined, parts: [{ operand, minus: false }] };
  const value = operand as AttributeValue;
  if (value.N === undefined) throw wrongOperand(operator, typeOf(value), undefined);
  return { number: value, parts: [] };
}

/** The total of both. */
export function combined(left: Total, right: Total, operator: '+' | '-'): Total {
  const turned = right.parts.map(({ operand, minus }) => ({ operand, minus: minus !== (operator === '-') }));
  return {
    number: right.number ? sum(left.number ?? ZERO, right.number, operator === '-' ? -1 : 1) : left.number,
    parts: [...left.parts, ...turned],
  };
}

const ZERO: AttributeValue = { N: '0' };

/**
 * A total as the one sum or difference that an update can have. AWS takes `a + 1 + 2` and `(a + 1) - 2` in statements (seen in 2026), other
 * than in an UpdateExpression. Throws AwsError `ValidationException` for more than two operands that are no values, and for `-a - b`.
 */
export function writtenTotal({ number, parts }: Total, operator: '+' | '-'): UpdateOperand {
  const ordered = [...parts].sort((one, two) => Number(one.minus) - Number(two.minus));
  const operands = ordered.map(({ operand }) => operand);
  const negative = ordered.filter(({ minus }) => minus).length;
  if (operands.length === 0) return number ?? ZERO;
  if (operands.length === 2 && number === undefined && negative < 2)
    return { type: negative === 1 ? 'subtract' : 'add', args: operands };
  if (operands.length > 1) throw invalid(`Unsupported operator in Update Expression. Operator: ${operator}`);
  const value = number ?? ZERO;
  return negative === 1
    ? { type: 'subtract', args: [value, ...operands] }
    : { type: 'add', args: [...operands, value] };
}
