import { type AttributeValue, VALUE_TYPES, type ValueType } from './attribute-value.ts';
import { decimalFault, formatDecimal, parseDecimal } from './decimal.ts';

/** What AWS says of values within values beyond 32 levels. */
export const TOO_DEEP =
  'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';

/** How deep lists and maps can lie in each other (Developer Guide, "Quotas"). */
const MAX_DEPTH = 32;

const INVALID = 'One or more parameter values were invalid:';

/** What a value in a request is before it is checked: numbers may be in any notation, several members may be there. */
type Unchecked = { -readonly [Type in ValueType]?: AttributeValue[Type] };

/** AWS's sentence about an invalid value, undefined for a valid one. Numbers are rewritten to DynamoDB's notation, in place. */
export function valueFault(value: AttributeValue, depth = 0): string | undefined {
  let count = 0;
  for (const type of VALUE_TYPES) {
    if (value[type] === undefined) continue;
    count += 1;
    const fault = faultOf(value as Unchecked, type, depth);
    if (fault) return fault;
  }
  if (count === 0)
    return 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes';
  return count > 1
    ? 'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes'
    : undefined;
}

function faultOf(value: Unchecked, type: ValueType, depth: number): string | undefined {
  if (type === 'S' || type === 'B' || type === 'BOOL') return undefined;
  if (type === 'N') {
    const number = numberIn(value.N ?? '');
    if ('fault' in number) return number.fault;
    value.N = number.text;
    return undefined;
  }
  if (type === 'NULL')
    return value.NULL ? undefined : `${INVALID} Null attribute value types must have the value of true`;
  if (type === 'L' || type === 'M') {
    if (depth >= MAX_DEPTH) return TOO_DEEP;
    return (type === 'L' ? value.L : Object.values(value.M ?? {}))
      ?.map((inner) => valueFault(inner, depth + 1))
      .find((fault) => fault !== undefined);
  }
  return setFault(value, type);
}

const EMPTY: Partial<Record<ValueType, string>> = {
  SS: 'An string set  may not be empty',
  NS: 'An number set  may not be empty',
  BS: 'Binary sets should not be empty',
};

function setFault(value: Unchecked, type: 'SS' | 'NS' | 'BS'): string | undefined {
  const given = value[type] ?? [];
  if (given.length === 0) return `${INVALID} ${EMPTY[type]}`;
  let members = given;
  if (type === 'NS') {
    const numbers = given.map(numberIn);
    for (const number of numbers) if ('fault' in number) return number.fault;
    members = numbers.map((number) => ('text' in number ? number.text : ''));
    value.NS = members;
  }
  if (new Set(members).size === members.length) return undefined;
  if (type === 'NS') return 'Input collection contains duplicates';
  const shown = `Input collection [${members.join(', ')}]`;
  return type === 'SS'
    ? `${INVALID} ${shown} contains duplicates.`
    : `${INVALID} ${shown}of type BS contains duplicates.`;
}

const NO_NUMBER = 'The parameter cannot be converted to a numeric value';

function numberIn(text: string): { text: string } | { fault: string } {
  if (PLAIN.test(text)) return { text };
  if (text === '') return { fault: NO_NUMBER };
  const number = parseDecimal(text);
  if (!number) return { fault: `${NO_NUMBER}: ${text}` };
  const fault = decimalFault(number);
  return fault ? { fault } : { text: formatDecimal(number) };
}

/** Whole numbers that are written already as they are answered. */
const PLAIN = /^(?:0|-?[1-9]\d{0,36})$/;
