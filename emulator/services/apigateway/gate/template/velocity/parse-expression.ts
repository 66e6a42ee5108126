import type { Expression, Operator } from './nodes.ts';
import { parseList, parseReference } from './parse-reference.ts';
import { expectText, nested, type Scanner, skipBlank, take, takeText, unexpected } from './scanner.ts';
import { double } from './values.ts';

/** Operators, loosest first, with their word forms. */
const LEVELS: readonly RegExp[] = [
  /\|\||or\b/y,
  /&&|and\b/y,
  /==|!=|eq\b|ne\b/y,
  /<=|>=|<|>|le\b|ge\b|lt\b|gt\b/y,
  /[+-]/y,
  /[*/%]/y,
];
const WORDS: Readonly<Record<string, Operator>> = {
  or: '||',
  and: '&&',
  eq: '==',
  ne: '!=',
  le: '<=',
  ge: '>=',
  lt: '<',
  gt: '>',
};
const NOT = /!|not\b/y;
const NUMBER = /-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /(?:true|false|null)\b/y;
const SINGLE = /'(?:[^']|'')*'/y;
const DOUBLE = /"(?:[^"]|"")*"/y;

/** Parses a Velocity expression. Throws TemplateError. */
export function parseExpression(scanner: Scanner): Expression {
  return parseLevel(scanner, 0);
}

function parseLevel(scanner: Scanner, level: number): Expression {
  const pattern = LEVELS[level];
  if (!pattern) return parseUnary(scanner);
  let left = parseLevel(scanner, level + 1);
  for (;;) {
    const before = scanner.at;
    skipBlank(scanner);
    const sign = take(scanner, pattern);
    if (sign === undefined) {
      scanner.at = before;
      return left;
    }
    skipBlank(scanner);
    const operator = WORDS[sign] ?? (sign as Operator);
    left = { kind: 'binary', operator, left, right: parseLevel(scanner, level + 1) };
  }
}

function parseUnary(scanner: Scanner): Expression {
  skipBlank(scanner);
  if (take(scanner, NOT) !== undefined)
    return nested(scanner, () => ({ kind: 'not', operand: parseUnary(scanner) }));
  return parseOperand(scanner);
}

function parseOperand(scanner: Scanner): Expression {
  const reference = parseReference(scanner);
  if (reference) return { kind: 'value', reference };
  const number = take(scanner, NUMBER);
  if (number !== undefined)
    return { kind: 'literal', value: /[.eE]/.test(number) ? double(Number(number)) : Number(number) };
  const word = take(scanner, WORD);
  if (word !== undefined) return { kind: 'literal', value: word === 'null' ? undefined : word === 'true' };
  const single = take(scanner, SINGLE);
  if (single !== undefined) return { kind: 'literal', value: single.slice(1, -1).replaceAll("''", "'") };
  const text = take(scanner, DOUBLE);
  if (text !== undefined) return parseText(scanner, text.slice(1, -1).replaceAll('""', '"'));
  if (takeText(scanner, '('))
    return nested(scanner, () => {
      const inner = parseExpression(scanner);
      skipBlank(scanner);
      expectText(scanner, ')');
      return inner;
    });
  if (takeText(scanner, '[')) return nested(scanner, () => parseSquare(scanner));
  if (takeText(scanner, '{')) return nested(scanner, () => parseMap(scanner));
  throw unexpected(scanner, 'a value');
}

/** A text in double quotes is a template of its own. */
function parseText(scanner: Scanner, text: string): Expression {
  if (!/[$#]/.test(text)) return { kind: 'literal', value: text };
  return nested(scanner, () => ({
    kind: 'interpolated',
    nodes: scanner.grammar.template({ ...scanner, text, at: 0 }),
  }));
}

function parseSquare(scanner: Scanner): Expression {
  skipBlank(scanner);
  if (takeText(scanner, ']')) return { kind: 'list', items: [] };
  const first = parseExpression(scanner);
  skipBlank(scanner);
  if (takeText(scanner, '..')) {
    skipBlank(scanner);
    const to = parseExpression(scanner);
    skipBlank(scanner);
    expectText(scanner, ']');
    return { kind: 'range', from: first, to };
  }
  if (takeText(scanner, ']')) return { kind: 'list', items: [first] };
  expectText(scanner, ',');
  return { kind: 'list', items: [first, ...parseList(scanner, ']')] };
}

function parseMap(scanner: Scanner): Expression {
  const entries: [Expression, Expression][] = [];
  skipBlank(scanner);
  while (!takeText(scanner, '}')) {
    if (entries.length > 0) {
      expectText(scanner, ',');
      skipBlank(scanner);
    }
    const key = parseExpression(scanner);
    skipBlank(scanner);
    expectText(scanner, ':');
    skipBlank(scanner);
    entries.push([key, parseExpression(scanner)]);
    skipBlank(scanner);
  }
  return { kind: 'map', entries };
}
