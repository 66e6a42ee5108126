import type { WrittenCall, WrittenName, WrittenOperand, WrittenPath } from './syntax.ts';
import {
  accept,
  countOperator,
  expect,
  peek,
  sees,
  syntaxError,
  type TokenReader,
  take,
} from './token-reader.ts';

/** Words that cannot be names, because the rules of expressions use them. */
export type Words = ReadonlySet<string>;

/** Reads a path. Throws AwsError `ValidationException`. */
export function parsePath(reader: TokenReader, words: Words): WrittenPath {
  const first = parseName(reader, words);
  return { kind: 'path', steps: [first, ...parseSteps(reader, words)] };
}

/** Reads what goes on from a path, as far as it does. */
export function parseSteps(reader: TokenReader, words: Words): WrittenPath['steps'] {
  const steps: WrittenPath['steps'][number][] = [];
  for (;;) {
    if (accept(reader, '.')) steps.push(parseName(reader, words));
    else if (accept(reader, '[')) {
      const token = peek(reader);
      if (token.kind !== 'number') throw syntaxError(reader);
      take(reader);
      expect(reader, ']');
      steps.push({ position: token.text });
    } else return steps;
  }
}

function parseName(reader: TokenReader, words: Words): WrittenName {
  const token = peek(reader);
  if (token.kind === 'name') return { alias: take(reader).text };
  if (token.kind !== 'identifier' || words.has(token.text.toUpperCase())) throw syntaxError(reader);
  return take(reader).text;
}

/** Whether a call of a function is next. */
function seesCall(reader: TokenReader, words: Words): boolean {
  const token = peek(reader);
  return token.kind === 'identifier' && sees(reader, '(', 1) && !words.has(token.text.toUpperCase());
}

/** Reads a call, which has an argument at least. */
function parseCall(reader: TokenReader, words: Words): WrittenCall {
  const name = take(reader).text;
  countOperator(reader);
  return { kind: 'call', name, args: parseList(reader, words) };
}

/** Reads operands in parentheses, with commas between them. */
export function parseList(reader: TokenReader, words: Words): WrittenOperand[] {
  expect(reader, '(');
  const args = [parseOperand(reader, words)];
  while (accept(reader, ',')) args.push(parseOperand(reader, words));
  expect(reader, ')');
  return args;
}

/** Reads a path, a value or a call, in parentheses or not. */
export function parseOperand(reader: TokenReader, words: Words): WrittenOperand {
  return sees(reader, '(') ? parseGroup(reader, words) : parseBare(reader, words);
}

/** Reads a path, a value or a call without parentheses round it. */
export function parseBare(reader: TokenReader, words: Words): WrittenOperand {
  if (peek(reader).kind === 'value') return { kind: 'value', alias: take(reader).text };
  return seesCall(reader, words) ? parseCall(reader, words) : parsePath(reader, words);
}

/** An operand in parentheses; a path can go on after them (`(a.b)[0]`). */
function parseGroup(reader: TokenReader, words: Words): WrittenOperand {
  let opened = 0;
  while (accept(reader, '(')) opened += 1;
  let operand = parseBare(reader, words);
  for (let bare = false; opened > 0; opened -= 1) {
    expect(reader, ')');
    if (bare) reader.redundant = true;
    const steps = operand.kind === 'path' ? parseSteps(reader, words) : [];
    if (operand.kind === 'path' && steps.length > 0)
      operand = { kind: 'path', steps: [...operand.steps, ...steps] };
    bare = steps.length === 0;
  }
  return operand;
}
