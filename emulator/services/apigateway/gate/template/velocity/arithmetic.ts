import type { Budget } from './budget.ts';
import { javaText } from './java-text.ts';
import type { Operator } from './nodes.ts';
import { double, isDouble, isMap, numberOf } from './values.ts';

/** `==` of Velocity 1.7: numbers as numbers, others by class or else by their text. */
export function isEqual(a: unknown, b: unknown, budget: Budget): boolean {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return left === right;
  if (a === b) return true;
  const isPlain = !isMap(a) && !isMap(b) && !Array.isArray(a) && !Array.isArray(b);
  if (isPlain && typeof a === typeof b) return false;
  return javaText(a, budget) === javaText(b, budget);
}

/** `<`, `<=`, `>`, `>=`: for numbers; false for anything else. */
export function compare(operator: '<' | '<=' | '>' | '>=', a: unknown, b: unknown): boolean {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left === undefined || right === undefined) return false;
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** `+ - * / %` as in Java: whole numbers stay whole, `+` joins texts; what cannot be computed is the empty text. */
export function arithmetic(
  operator: Exclude<Operator, '&&' | '||' | '==' | '!=' | '<' | '<=' | '>' | '>='>,
  a: unknown,
  b: unknown,
  budget: Budget,
): unknown {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left === undefined || right === undefined)
    return operator === '+' && (typeof a === 'string' || typeof b === 'string')
      ? budget.text(javaText(a, budget) + javaText(b, budget))
      : '';
  const isWhole = [a, b].every((value) => !isDouble(value) && Number.isInteger(numberOf(value)));
  const result = compute(operator, left, right);
  if (!isWhole) return double(result);
  return Number.isFinite(result) ? Math.trunc(result) : '';
}

function compute(operator: '+' | '-' | '*' | '/' | '%', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}
