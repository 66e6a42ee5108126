import { type ExpressionSource, invalidExpression } from './invalid-expression.ts';
import type { WrittenCondition, WrittenOperand } from './syntax.ts';
import { callsIn, operandsOf } from './written-operands.ts';

/** The functions of conditions, with the number of their operands; and those of updates. */
export const CONDITION_FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ['attribute_exists', 1],
  ['attribute_not_exists', 1],
  ['attribute_type', 2],
  ['begins_with', 2],
  ['contains', 2],
  ['size', 1],
]);
export const UPDATE_FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ['if_not_exists', 2],
  ['list_append', 2],
]);

/**
 * Rejects unknown functions, and functions in the wrong place: only `size` is an operand, the others are conditions. Throws AwsError
 * `ValidationException`.
 */
export function checkFunctionsOf(condition: WrittenCondition, parameter: ExpressionSource): void {
  for (const operand of operandsOf(condition))
    for (const { name } of callsIn(operand)) {
      if (CONDITION_FUNCTIONS.has(name)) continue;
      throw invalidExpression(
        parameter,
        UPDATE_FUNCTIONS.has(name)
          ? `The function is not allowed in a condition expression; function: ${name}`
          : `Invalid function name; function: ${name}`,
      );
    }
  checkPlaces(condition, parameter);
}

function checkPlaces(condition: WrittenCondition, parameter: ExpressionSource): void {
  if (condition.kind === 'comparison') checkOperands(condition.args, parameter);
  else if (condition.kind !== 'call') for (const part of condition.args) checkPlaces(part, parameter);
  else {
    checkOperands(condition.args, parameter);
    if (condition.name === 'size') throw misused('size', parameter);
  }
}

function checkOperands(operands: readonly WrittenOperand[], parameter: ExpressionSource): void {
  for (const operand of operands)
    for (const { name } of callsIn(operand)) if (name !== 'size') throw misused(name, parameter);
}

function misused(name: string, parameter: ExpressionSource) {
  return invalidExpression(
    parameter,
    `The function is not allowed to be used this way in an expression; function: ${name}`,
  );
}

/** Rejects a wrong number of operands of a function. Throws AwsError `ValidationException`. */
export function checkCount(name: string, count: number, wanted: number, parameter: ExpressionSource) {
  if (count === wanted) return;
  throw invalidExpression(
    parameter,
    `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`,
  );
}

/** The error for an operand of a type that an operator or function does not accept. */
export function wrongOperand(name: string, type: string, parameter: ExpressionSource) {
  return invalidExpression(
    parameter,
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  );
}

/** The error for an operand that is no path. */
export function pathRequired(name: string, parameter: ExpressionSource) {
  return invalidExpression(
    parameter,
    `Operator or function requires a document path; operator or function: ${name}`,
  );
}

/** Rejects functions that updates do not have. Throws AwsError `ValidationException`. */
export function checkUpdateNames(operands: readonly WrittenOperand[], parameter: ExpressionSource): void {
  for (const operand of operands)
    for (const { name } of callsIn(operand)) {
      if (UPDATE_FUNCTIONS.has(name) || name === '+' || name === '-') continue;
      throw invalidExpression(
        parameter,
        CONDITION_FUNCTIONS.has(name)
          ? `The function is not allowed in an update expression; function: ${name}`
          : `Invalid function name; function: ${name}`,
      );
    }
}
