import type { Token } from './lexer.ts';
import { parsePrimary } from './parse-primary.ts';
import { malformed } from './statement-error.ts';
import {
  accept,
  acceptWords,
  peek,
  type StatementReader,
  sees,
  seesWords,
  take,
} from './statement-reader.ts';
import type { Operator, Place, Term } from './syntax.ts';

/** Reads an expression: `OR` binds weakest, then `AND`, `NOT`, comparisons, sums. Throws AwsError `ValidationException`. */
export function parseTerm(reader: StatementReader): Term {
  return parseConnection(reader, 'OR', (inner) => parseConnection(inner, 'AND', parseNot));
}

function parseConnection(
  reader: StatementReader,
  operator: 'OR' | 'AND',
  parse: (reader: StatementReader) => Term,
): Term {
  const args = [parse(reader)];
  const at = peek(reader);
  while (acceptWords(reader, operator)) args.push(parse(reader));
  const [only] = args;
  return only && args.length === 1 ? only : { kind: 'operation', operator, args, at };
}

function parseNot(reader: StatementReader): Term {
  let negations = 0;
  const at = peek(reader);
  while (acceptWords(reader, 'NOT')) negations += 1;
  let term = parseComparison(reader);
  for (; negations > 0; negations -= 1) term = negated(term, at);
  return term;
}

function negated(term: Term, at: Place): Term {
  return { kind: 'operation', operator: 'NOT', args: [term], at };
}

const COMPARATORS: Readonly<Record<string, Operator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function parseComparison(reader: StatementReader): Term {
  const left = parseSum(reader);
  const at = peek(reader);
  const operator = at.kind === 'symbol' ? COMPARATORS[at.text] : undefined;
  if (operator) {
    take(reader);
    return { kind: 'operation', operator, args: [left, parseSum(reader)], at };
  }
  if (acceptWords(reader, 'IS')) return parseType(reader, left, at);
  const negation = seesWords(reader, 'NOT', 'IN') || seesWords(reader, 'NOT', 'BETWEEN');
  if (negation) take(reader);
  const term = parseRange(reader, left);
  return negation ? negated(term, at) : term;
}

function parseRange(reader: StatementReader, left: Term): Term {
  const at = peek(reader);
  if (acceptWords(reader, 'IN')) {
    const group = sees(reader, '(');
    const right = parseSum(reader);
    // `IN (1)` has a list of one.
    const list: Term = group && right.kind !== 'list' ? { kind: 'list', members: [right], at } : right;
    return { kind: 'operation', operator: 'IN', args: [left, list], at };
  }
  if (!acceptWords(reader, 'BETWEEN')) return left;
  const low = parseSum(reader);
  if (!acceptWords(reader, 'AND')) throw malformed('Expected AND');
  return { kind: 'operation', operator: 'BETWEEN', args: [left, low, parseSum(reader)], at };
}

function parseType(reader: StatementReader, subject: Term, at: Place): Term {
  const negation = acceptWords(reader, 'NOT');
  const token = peek(reader);
  if (token.kind !== 'word') throw malformed('Expected type name');
  take(reader);
  const term: Term = { kind: 'is', subject, type: token.text.toUpperCase(), at };
  return negation ? negated(term, at) : term;
}

function parseSum(reader: StatementReader): Term {
  let left = parsePrimary(reader, parseTerm);
  for (;;) {
    const at: Token = peek(reader);
    const operator = accept(reader, '+') ? '+' : accept(reader, '-') ? '-' : undefined;
    if (!operator) return left;
    left = { kind: 'operation', operator, args: [left, parsePrimary(reader, parseTerm)], at };
  }
}
