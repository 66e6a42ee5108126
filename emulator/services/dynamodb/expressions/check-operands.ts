import { type AttributeValue, typeOf, type ValueType } from '../values/attribute-value.ts';
import { compare } from '../values/compare.ts';
import { CONDITION_FUNCTIONS, checkCount, pathRequired, wrongOperand } from './check-functions.ts';
import type { Operand, SizeOf } from './condition.ts';
import type { DocumentPath } from './document-path.ts';
import { type ExpressionSource, invalidExpression } from './invalid-expression.ts';
import { shownPath } from './resolve.ts';

/** A comparison or a call whose names and values are looked up. */
export interface Step {
  readonly name: string;
  readonly args: readonly Operand[];
  readonly parameter: ExpressionSource;
}

/**
 * Checks the operands of one comparison or function and of the functions in it: their number, that the first differs from the others, and
 * their types if the request tells them. Throws AwsError `ValidationException`.
 */
export function checkOperandsOf(step: Step, isCall: boolean): void {
  const calls = [...callsIn(step.args, step.parameter)];
  if (isCall) calls.push(step);
  for (const call of calls) checkNumber(call);
  if (!isCall) checkList(step);
  if (!isCall) checkDistinct(step);
  for (const call of calls) checkDistinct(call);
  for (const call of calls) checkTypes(call);
  if (!isCall) checkTypes(step);
}

function* callsIn(args: readonly Operand[], parameter: ExpressionSource): Generator<Step> {
  for (const arg of args) {
    if (!isCallOperand(arg)) continue;
    yield* callsIn(arg.args, parameter);
    yield { name: arg.name, args: arg.args, parameter };
  }
}

function isCallOperand(operand: Operand): operand is SizeOf {
  return !Array.isArray(operand) && 'type' in operand;
}

/** The most operands in the list of an `IN` (Developer Guide, "Quotas"). */
const MAX_IN = 100;

function checkNumber({ name, args, parameter }: Step): void {
  checkCount(name, args.length, CONDITION_FUNCTIONS.get(name) ?? args.length, parameter);
}

function checkList({ name, args, parameter }: Step): void {
  if (name !== 'IN' || args.length - 1 <= MAX_IN) return;
  throw invalidExpression(
    parameter,
    `The IN operator is provided with too many operands; number of operands: ${args.length - 1}`,
  );
}

function checkDistinct({ name, args: [first, ...others], parameter }: Step): void {
  const path = pathIn(first);
  if (!path) return;
  for (const other of others) {
    const second = pathIn(other);
    if (second?.length !== path.length || !path.every((step, index) => step === second[index])) continue;
    throw invalidExpression(
      parameter,
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${shownPath(path)}`,
    );
  }
}

function pathIn(operand: Operand | undefined): DocumentPath | undefined {
  return Array.isArray(operand) ? (operand as DocumentPath) : undefined;
}

function valueIn(operand: Operand | undefined): AttributeValue | undefined {
  return operand === undefined || Array.isArray(operand) || 'type' in operand
    ? undefined
    : (operand as AttributeValue);
}

/** The type of an operand if it is known without an item: that of a value, and the number of `size`. */
function knownType(operand: Operand | undefined): ValueType | undefined {
  const value = valueIn(operand);
  if (value) return typeOf(value);
  return operand !== undefined && isCallOperand(operand) ? 'N' : undefined;
}

const ORDERED: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', 'BETWEEN']);
const SIZELESS: ReadonlySet<string | undefined> = new Set(['N', 'BOOL', 'NULL']);

function checkTypes({ name, args, parameter }: Step): void {
  const [first, second] = args;
  const types = args.map(knownType);
  const wrong = (type: string | undefined) => {
    if (type) throw wrongOperand(name, type, parameter);
  };
  if (name.startsWith('attribute_') && name !== 'attribute_type') {
    if (!pathIn(first)) throw pathRequired(name, parameter);
  } else if (name === 'begins_with') wrong(types.find((type) => type && type !== 'S' && type !== 'B'));
  else if (name === 'size') wrong(types.find((type) => SIZELESS.has(type)));
  else if (name === 'attribute_type') checkTypeName(second, types[1], parameter);
  else if (ORDERED.has(name)) {
    wrong(types.find((type) => type && type !== 'S' && type !== 'N' && type !== 'B'));
    if (name === 'BETWEEN') checkBounds(valueIn(second), valueIn(args[2]), parameter);
  }
}

const TYPE_NAMES: ReadonlySet<string | undefined> = new Set('B NULL SS BOOL L BS N NS S M'.split(' '));

function checkTypeName(
  operand: Operand | undefined,
  type: ValueType | undefined,
  parameter: ExpressionSource,
): void {
  if (type !== 'S') throw wrongOperand('attribute_type', type ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}', parameter);
  const name = valueIn(operand)?.S;
  if (TYPE_NAMES.has(name)) return;
  const valid = [...TYPE_NAMES].join(',');
  throw invalidExpression(
    parameter,
    `Invalid attribute type name found; type: ${name}, valid types: {${valid}}`,
  );
}

function checkBounds(
  low: AttributeValue | undefined,
  high: AttributeValue | undefined,
  parameter: ExpressionSource,
): void {
  if (!low || !high) return;
  const rule =
    typeOf(low) !== typeOf(high)
      ? 'same data type for lower and upper bounds'
      : (compare(low, high) ?? 0) > 0 && 'upper bound to be greater than or equal to lower bound';
  if (!rule) return;
  throw invalidExpression(
    parameter,
    `The BETWEEN operator requires ${rule}; lower bound operand: ${shownValue(low)}, upper bound operand: ${shownValue(high)}`,
  );
}

function shownValue(value: AttributeValue): string {
  const type = typeOf(value);
  return `AttributeValue: {${type}:${value[type]}}`;
}
