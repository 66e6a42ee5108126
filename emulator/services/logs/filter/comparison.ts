import type { LinearPattern } from '../../../edge/linear-pattern.ts';
import { compileExpression } from './expression.ts';
import { invalidPattern } from './pattern-error.ts';

export type Scalar = string | number | boolean;

/** What a pattern compares with: a number, an expression, or a text that may begin and end with `*`. */
export type Operand =
  | { kind: 'number'; number: number; text: string }
  | { kind: 'expression'; expression: LinearPattern }
  | { kind: 'text'; text: string };

const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** Reads an operand as it is written: in quotes, between `%`, or bare. */
export function parseOperand(source: string): Operand {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(source)?.[1];
  if (quoted !== undefined) return { kind: 'text', text: quoted.replace(/\\(.)/g, '$1') };
  const expression = /^%((?:[^%\\]|\\.)*)%$/s.exec(source)?.[1];
  if (expression !== undefined) return { kind: 'expression', expression: compileExpression(expression) };
  if (NUMBER.test(source)) return { kind: 'number', number: Number(source), text: source };
  if (!/^[\w.*:@/#-]+$/.test(source)) throw invalidPattern();
  return { kind: 'text', text: source };
}

/** Makes the test of a value for `=`, `!=`, `<`, `<=`, `>` and `>=`; the last four are for numbers. */
export function comparison(operator: string, operand: Operand): (value: Scalar) => boolean {
  if (operator === '=') return (value) => isEqual(value, operand);
  if (operator === '!=') return (value) => !isEqual(value, operand);
  if (operand.kind !== 'number') throw invalidPattern();
  const { number } = operand;
  return (value) => {
    const left = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
    if (typeof left !== 'number') return false;
    if (operator === '<') return left < number;
    if (operator === '<=') return left <= number;
    return operator === '>' ? left > number : left >= number;
  };
}

function isEqual(value: Scalar, operand: Operand): boolean {
  if (operand.kind === 'expression') return operand.expression.matchesPart(String(value));
  if (operand.kind === 'number' && typeof value === 'number') return value === operand.number;
  return isLike(String(value), operand.text);
}

/** `*` is a wildcard at the beginning and at the end of a text, and literal in between. */
function isLike(value: string, text: string): boolean {
  const [before, after] = [text.startsWith('*'), text.length > 1 && text.endsWith('*')];
  const core = text.slice(before ? 1 : 0, after ? -1 : undefined);
  if (before && after) return value.includes(core);
  if (before) return value.endsWith(core);
  return after ? value.startsWith(core) : value === core;
}
