import type { ExpressionParameter } from './invalid-expression.ts';
import { parseBare, parseList, parseOperand, parseSteps, type Words } from './parse-operand.ts';
import type { Comparator, WrittenCondition, WrittenOperand } from './syntax.ts';
import {
  accept,
  acceptWord,
  checkShape,
  countOperator,
  expect,
  expectEnd,
  peek,
  readerOf,
  sees,
  seesWord,
  syntaxError,
  type TokenReader,
  take,
} from './token-reader.ts';

const WORDS: Words = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN']);

/**
 * No condition that AWS accepts has more open parentheses: between two of them there is an operator, of which there are 300 at most. Deeper
 * ones are not parsed, so that no text can exhaust the stack.
 */
const MAX_OPEN = 302;

/** A parenthesized part before it is known whether it is a condition or an operand. */
type Part =
  | { readonly condition: WrittenCondition; readonly group?: boolean }
  | { readonly operand: WrittenOperand; readonly group?: boolean };

interface Nesting {
  readonly reader: TokenReader;
  readonly open: number;
}

/** Parses a condition's form. Throws AwsError `ValidationException`. */
export function parseWrittenCondition(text: string, parameter: ExpressionParameter): WrittenCondition {
  const reader = readerOf(text, parameter);
  const condition = asCondition(reader, parseOr({ reader, open: 0 }));
  expectEnd(reader);
  checkShape(reader);
  return condition;
}

function parseOr(nesting: Nesting): Part {
  return parseConnection(nesting, 'or', parseAnd);
}

function parseAnd(nesting: Nesting): Part {
  return parseConnection(nesting, 'and', parseNot);
}

function parseConnection(nesting: Nesting, kind: 'or' | 'and', inner: (nesting: Nesting) => Part): Part {
  const { reader } = nesting;
  const first = inner(nesting);
  const word = kind === 'or' ? 'OR' : 'AND';
  const args: WrittenCondition[] = [];
  let part = first;
  while (seesWord(reader, word)) {
    args.push(asCondition(reader, part));
    take(reader);
    countOperator(reader);
    part = inner(nesting);
  }
  if (args.length === 0) return first;
  return { condition: { kind, args: [...args, asCondition(reader, part)] } };
}

function parseNot(nesting: Nesting): Part {
  const { reader } = nesting;
  if (!acceptWord(reader, 'NOT')) return parseComparison(nesting);
  countOperator(reader);
  return { condition: { kind: 'not', args: [asCondition(reader, parseNot(nesting))] } };
}

const COMPARATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

function parseComparison(nesting: Nesting): Part {
  const { reader } = nesting;
  const part = parsePart(nesting);
  if (!('operand' in part)) return part;
  const { kind, text } = peek(reader);
  if (kind === 'symbol' && COMPARATORS.has(text)) {
    take(reader);
    countOperator(reader);
    const args = [part.operand, parseOperand(reader, WORDS)];
    return { condition: { kind: 'comparison', operator: text as Comparator, args } };
  }
  if (acceptWord(reader, 'BETWEEN')) {
    countOperator(reader);
    const low = parseOperand(reader, WORDS);
    if (!acceptWord(reader, 'AND')) throw syntaxError(reader);
    const args = [part.operand, low, parseOperand(reader, WORDS)];
    return { condition: { kind: 'comparison', operator: 'BETWEEN', args } };
  }
  if (acceptWord(reader, 'IN')) {
    countOperator(reader);
    const args = [part.operand, ...parseList(reader, WORDS)];
    return { condition: { kind: 'comparison', operator: 'IN', args } };
  }
  return part;
}

/** An operand, or something in parentheses. */
function parsePart({ reader, open }: Nesting): Part {
  if (!sees(reader, '(')) return { operand: parseBare(reader, WORDS) };
  if (open > MAX_OPEN) {
    reader.redundant = true;
    checkShape(reader);
  }
  accept(reader, '(');
  const part = parseOr({ reader, open: open + 1 });
  expect(reader, ')');
  if (part.group) reader.redundant = true;
  if (!('operand' in part)) return { condition: part.condition, group: true };
  const { operand } = part;
  const steps = operand.kind === 'path' ? parseSteps(reader, WORDS) : [];
  if (operand.kind !== 'path' || steps.length === 0) return { operand, group: true };
  return { operand: { kind: 'path', steps: [...operand.steps, ...steps] } };
}

/** A condition where one is required: a call is one, any other operand lacks a comparison. */
function asCondition(reader: TokenReader, part: Part): WrittenCondition {
  if ('condition' in part) return part.condition;
  if (part.operand.kind === 'call') return part.operand;
  throw syntaxError(reader);
}
