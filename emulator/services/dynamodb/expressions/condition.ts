import { type AttributeValue, type Item, typeOf } from '../values/attribute-value.ts';
import { compare, equal } from '../values/compare.ts';
import { type DocumentPath, valueAt } from './document-path.ts';

/** A parsed condition. Numbers in its values are in DynamoDB's notation. */
export type Condition = Connection | Leaf;

/** Combined conditions. */
export interface Connection {
  readonly type: 'and' | 'or' | 'not';
  readonly args: readonly Condition[];
}

/** A comparison or function. */
export type Leaf =
  | { readonly type: Comparator | 'between' | 'in'; readonly args: readonly Operand[] }
  | { readonly type: 'function'; readonly name: string; readonly args: readonly Operand[] };

type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A path, the size of what is at one, or a value. */
export type Operand = DocumentPath | SizeOf | AttributeValue;

export interface SizeOf {
  readonly type: 'function';
  readonly name: 'size';
  readonly args: readonly Operand[];
}

export function isConnection(condition: Condition): condition is Connection {
  return condition.type === 'and' || condition.type === 'or' || condition.type === 'not';
}

/**
 * Whether a condition holds for an item. A comparison with a missing value, or with one of another type, is false, except `<>` (Developer
 * Guide, "Comparison operator and function reference"). A missing item has no attributes.
 */
export function holds(condition: Condition, item: Item = NOTHING): boolean {
  switch (condition.type) {
    case 'and':
      return condition.args.every((part) => holds(part, item));
    case 'or':
      return condition.args.some((part) => holds(part, item));
    case 'not':
      return !condition.args.every((part) => holds(part, item));
    default: {
      const [subject, ...others] = condition.args.map((operand) => resolve(operand, item));
      return condition.type === 'function'
        ? functionHolds(condition.name, subject, others[0])
        : comparisonHolds(condition.type, subject, others);
    }
  }
}

const NOTHING: Item = {};

type Found = AttributeValue | undefined;

function resolve(operand: Operand, item: Item): Found {
  if (Array.isArray(operand)) return valueAt(operand as DocumentPath, item);
  if (!('type' in operand)) return operand as AttributeValue;
  const [subject] = operand.args;
  const size = subject && sizeOf(resolve(subject, item));
  return size === undefined ? undefined : { N: String(size) };
}

function sizeOf(value: Found): number | undefined {
  if (value?.M) return Object.keys(value.M).length;
  if (value?.B !== undefined) return Buffer.byteLength(value.B, 'base64');
  return (value?.S ?? value?.SS ?? value?.NS ?? value?.BS ?? value?.L)?.length;
}

function comparisonHolds(type: Comparator | 'between' | 'in', subject: Found, others: Found[]): boolean {
  const [first, second] = others;
  switch (type) {
    case '=':
      return same(subject, first);
    case '<>':
      return subject === undefined ? first !== undefined : !same(subject, first);
    case 'in':
      return others.some((other) => same(subject, other));
    case 'between':
      return ordered('>=', subject, first) && ordered('<=', subject, second);
    default:
      return ordered(type, subject, first);
  }
}

function same(left: Found, right: Found): boolean {
  return left !== undefined && right !== undefined && equal(left, right);
}

function ordered(type: '<' | '<=' | '>' | '>=', left: Found, right: Found): boolean {
  const order = left && right && compare(left, right);
  if (order === undefined) return false;
  if (type === '<') return order < 0;
  if (type === '<=') return order <= 0;
  return type === '>' ? order > 0 : order >= 0;
}

function functionHolds(name: string, subject: Found, argument: Found): boolean {
  switch (name) {
    case 'attribute_exists':
      return subject !== undefined;
    case 'attribute_not_exists':
      return subject === undefined;
    case 'attribute_type':
      return subject !== undefined && typeOf(subject) === argument?.S;
    case 'begins_with':
      return beginsWith(subject, argument);
    case 'contains':
      return contains(subject, argument);
    default:
      throw new Error(`No condition has a function ${name}.`);
  }
}

function beginsWith(subject: Found, start: Found): boolean {
  if (subject?.S !== undefined && start?.S !== undefined) return subject.S.startsWith(start.S);
  if (subject?.B === undefined || start?.B === undefined) return false;
  const bytes = Buffer.from(start.B, 'base64');
  return Buffer.from(subject.B, 'base64').subarray(0, bytes.length).equals(bytes);
}

function contains(whole: Found, part: Found): boolean {
  if (!whole || !part) return false;
  if (whole.L) return whole.L.some((value) => equal(value, part));
  if (part.S !== undefined) return whole.S?.includes(part.S) ?? whole.SS?.includes(part.S) ?? false;
  if (part.N !== undefined) return whole.NS?.includes(part.N) ?? false;
  if (part.B === undefined) return false;
  if (whole.BS) return whole.BS.includes(part.B);
  return whole.B !== undefined && Buffer.from(whole.B, 'base64').includes(Buffer.from(part.B, 'base64'));
}
