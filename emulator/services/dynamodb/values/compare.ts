import { type AttributeValue, type Item, membersOf, typeOf } from './attribute-value.ts';
import { compareDecimals, decimalOf } from './decimal.ts';

/** Whether two checked values are equal: sets in any order of members, maps in any order of names. */
export function equal(left: AttributeValue, right: AttributeValue): boolean {
  const type = typeOf(left);
  if (type !== typeOf(right)) return false;
  const [leftSet, rightSet] = [membersOf(left), membersOf(right)];
  if (leftSet && rightSet) {
    if (leftSet.length !== rightSet.length) return false;
    const members = new Set(rightSet);
    return leftSet.every((member) => members.has(member));
  }
  if (left.L && right.L) {
    const others = right.L;
    return left.L.length === others.length && left.L.every((value, index) => equalTo(value, others[index]));
  }
  if (left.M && right.M) return equalItems(left.M, right.M);
  return left[type] === right[type];
}

/** Whether two items have the same attributes with the same values. */
export function equalItems(left: Item, right: Item): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && equalTo(left[name], right[name]));
}

function equalTo(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  return left !== undefined && right !== undefined && equal(left, right);
}

/**
 * The order of two values: below, at, or above 0; undefined without one, because their types differ or are not string, number or binary.
 * Text and binary values compare by bytes.
 */
export function compare(left: AttributeValue, right: AttributeValue): number | undefined {
  if (left.S !== undefined && right.S !== undefined) return compareText(left.S, right.S);
  if (left.N !== undefined && right.N !== undefined)
    return compareDecimals(decimalOf(left.N), decimalOf(right.N));
  if (left.B !== undefined && right.B !== undefined)
    return Buffer.compare(Buffer.from(left.B, 'base64'), Buffer.from(right.B, 'base64'));
  return undefined;
}

/** Compares by UTF-8 bytes, which is the order of code points; the order of JavaScript's code units differs above U+D800. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) return orderOfUnit(a) - orderOfUnit(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for characters above all other code units. */
function orderOfUnit(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}
