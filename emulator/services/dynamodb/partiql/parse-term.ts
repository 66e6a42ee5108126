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
  while (acceptWords(reader, operator)) args.push(parseRight(reader, parse));
  const [only] = args;
  return only && args.length === 1 ? only : { kind: 'operation', operator, args, at };
}

/** Reads what comes after an operator. */
function parseRight(reader: StatementReader, parse: (reader: StatementReader) => Term): Term {
  if (peek(reader).kind === 'end') throw malformed('Missing right-hand side expression of infix operator');
  return parse(reader);
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
  let left = parseSum(reader);
  for (;;) {
    const next = parseCompared(reader, left);
    if (next === left) return left;
    left = next;
  }
}

/** Reads one comparison, whose left side may be one too; the left side itself if there is none. */
function parseCompared(reader: StatementReader, left: Term): Term {
  const at = peek(reader);
  const operator = at.kind === 'symbol' ? COMPARATORS[at.text] : undefined;
  if (operator) {
    take(reader);
    return { kind: 'operation', operator, args: [left, parseRight(reader, parseSum)], at };
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
    const right = parseRight(reader, parseSum);
    // `IN (1)` has a list of one.
    const list: Term = group && right.kind !== 'list' ? { kind: 'list', members: [right], at } : right;
    return { kind: 'operation', operator: 'IN', args: [left, list], at };
  }
  if (!acceptWords(reader, 'BETWEEN')) return left;
  const low = parseRight(reader, parseSum);
  if (!acceptWords(reader, 'AND')) throw malformed('Expected AND');
  return { kind: 'operation', operator: 'BETWEEN', args: [left, low, parseRight(reader, parseSum)], at };
}

function parseType(reader: StatementReader, subject: Term, at: Place): Term {
  const negation = acceptWords(reader, 'NOT');
  const term: Term = { kind: 'is', subject, type: parseTypeName(reader), at };
  return negation ? negated(term, at) : term;
}

/** The names of types that the language knows; what `IS` can ask of an item is less. */
const TYPE_NAMES: readonly (readonly string[])[] = [
  ...'MISSING NULL BOOL BOOLEAN SMALLINT INT INT2 INT4 INT8 INTEGER BIGINT REAL FLOAT DECIMAL NUMERIC DATE TIME TIMESTAMP'
    .concat(' CHAR VARCHAR STRING SYMBOL CLOB BLOB STRUCT TUPLE LIST SEXP BAG ANY')
    .split(' ')
    .map((name) => [name]),
  ['DOUBLE', 'PRECISION'],
  ['CHARACTER', 'VARYING'],
  ['CHARACTER'],
];

function parseTypeName(reader: StatementReader): string {
  const name = TYPE_NAMES.find((words) => acceptWords(reader, ...words));
  if (!name) throw malformed('Expected type name');
  return name.join(' ');
}

function parseSum(reader: StatementReader): Term {
  let left = parsePrimary(reader, parseTerm);
  for (;;) {
    const at: Token = peek(reader);
    const operator = accept(reader, '+') ? '+' : accept(reader, '-') ? '-' : undefined;
    if (!operator) return left;
    const right = parseRight(reader, (inner) => parsePrimary(inner, parseTerm));
    left = { kind: 'operation', operator, args: [left, right], at };
  }
}
