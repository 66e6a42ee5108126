import { parseBare, parsePath, type Words } from './parse-operand.ts';
import type { WrittenOperand, WrittenPath, WrittenValue } from './syntax.ts';
import {
  accept,
  checkShape,
  countOperator,
  expect,
  peek,
  readerOf,
  sees,
  seesWord,
  syntaxError,
  type TokenReader,
  take,
} from './token-reader.ts';

export const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
export type Section = (typeof SECTIONS)[number];

const WORDS: Words = new Set(SECTIONS);

/** One action as it is written; `REMOVE` has no value. */
export interface WrittenAction {
  readonly path: WrittenPath;
  readonly value?: WrittenOperand;
}

/** The actions after one of the words, which may come more than once here. */
export interface WrittenSection {
  readonly section: Section;
  readonly actions: readonly WrittenAction[];
}

/** Reads an update as far as its form goes. Throws AwsError `ValidationException`. */
export function parseWrittenUpdate(text: string): WrittenSection[] {
  const reader = readerOf(text, 'UpdateExpression');
  const sections: WrittenSection[] = [];
  do sections.push(parseSection(reader));
  while (peek(reader).kind !== 'end');
  checkShape(reader);
  return sections;
}

function parseSection(reader: TokenReader): WrittenSection {
  const section = SECTIONS.find((word) => seesWord(reader, word));
  if (!section) throw syntaxError(reader);
  take(reader);
  const actions = [parseAction(reader, section)];
  while (accept(reader, ',')) actions.push(parseAction(reader, section));
  // A next word that starts no section belongs to none.
  if (peek(reader).kind !== 'end' && !SECTIONS.some((word) => seesWord(reader, word)))
    throw syntaxError(reader);
  return { section, actions };
}

function parseAction(reader: TokenReader, section: Section): WrittenAction {
  const path = parsePath(reader, WORDS);
  if (section === 'REMOVE') return { path };
  if (section !== 'SET') return { path, value: parseValue(reader) };
  expect(reader, '=');
  return { path, value: parseSum(reader).operand };
}

function parseValue(reader: TokenReader): WrittenValue {
  if (peek(reader).kind !== 'value') throw syntaxError(reader);
  return { kind: 'value', alias: take(reader).text };
}

/** An operand, and whether it stood in parentheses. */
interface Term {
  readonly operand: WrittenOperand;
  readonly group: boolean;
}

/** The right side of a `SET`: an operand, a sum or a difference, in parentheses or not. */
function parseSum(reader: TokenReader, open = 0): Term {
  const left = parseTerm(reader, open, true);
  const sign = ['+', '-'].find((symbol) => sees(reader, symbol));
  const sum = left.operand.kind === 'call' && (left.operand.name === '+' || left.operand.name === '-');
  if (!sign || sum) return left;
  take(reader);
  countOperator(reader);
  const args = [left.operand, parseTerm(reader, open, false).operand];
  return { operand: { kind: 'call', name: sign, args }, group: false };
}

/** Open parentheses: two at most make sense. Deeper ones are not parsed, so that no text can exhaust the stack. */
const MAX_OPEN = 300;

/** An operand in parentheses or not. A sum can be in parentheses where it makes the whole right side. */
function parseTerm(reader: TokenReader, open: number, whole: boolean): Term {
  if (!accept(reader, '(')) return { operand: parseBare(reader, WORDS), group: false };
  if (open > MAX_OPEN) {
    reader.redundant = true;
    checkShape(reader);
  }
  const inner = whole ? parseSum(reader, open + 1) : parseTerm(reader, open + 1, false);
  expect(reader, ')');
  if (inner.group) reader.redundant = true;
  return { operand: inner.operand, group: true };
}
