import type { AwsError } from '../../../edge/aws-error.ts';
import { type ExpressionParameter, invalidExpression } from './invalid-expression.ts';
import { type Token, tokensOf } from './lexer.ts';

/** The longest expression, in bytes of UTF-8, and the most operators and functions in one (Developer Guide, "Quotas"). */
const [MAX_BYTES, MAX_OPERATORS] = [4096, 300];

/** An expression that is being read, and how far. */
export interface TokenReader {
  readonly parameter: ExpressionParameter;
  readonly text: string;
  readonly tokens: readonly Token[];
  at: number;
  operators: number;
  /** Whether there were directly nested parentheses, which AWS rejects once it has parsed the whole expression. */
  redundant: boolean;
}

/** Begins to read an expression. Throws AwsError `ValidationException` for one that is empty or too long. */
export function readerOf(text: string, parameter: ExpressionParameter): TokenReader {
  if (text === '') throw invalidExpression(parameter, 'The expression can not be empty;');
  const size = Buffer.byteLength(text);
  if (size > MAX_BYTES)
    throw invalidExpression(
      parameter,
      `Expression size has exceeded the maximum allowed size; expression size: ${size}`,
    );
  return { parameter, text, tokens: tokensOf(text), at: 0, operators: 0, redundant: false };
}

/** The next token, or one further on; the end's when there is none. */
export function peek(reader: TokenReader, ahead = 0): Token {
  const token = reader.tokens[Math.min(reader.at + ahead, reader.tokens.length - 1)];
  if (token) return token;
  throw new Error('An expression has no end.');
}

export function take(reader: TokenReader): Token {
  const token = peek(reader);
  reader.at += 1;
  return token;
}

/** Whether the next token is a symbol. */
export function sees(reader: TokenReader, symbol: string, ahead = 0): boolean {
  const token = peek(reader, ahead);
  return token.kind === 'symbol' && token.text === symbol;
}

/** Whether the next token is a word of the language, in capitals or not. */
export function seesWord(reader: TokenReader, word: string): boolean {
  const token = peek(reader);
  return token.kind === 'identifier' && token.text.toUpperCase() === word;
}

/** Takes a symbol if it is next. */
export function accept(reader: TokenReader, symbol: string): boolean {
  if (!sees(reader, symbol)) return false;
  reader.at += 1;
  return true;
}

/** Takes a word of the language if it is next. */
export function acceptWord(reader: TokenReader, word: string): boolean {
  if (!seesWord(reader, word)) return false;
  reader.at += 1;
  return true;
}

/** Takes a symbol. Throws AwsError `ValidationException` when something else is next. */
export function expect(reader: TokenReader, symbol: string): void {
  if (!accept(reader, symbol)) throw syntaxError(reader);
}

/** Throws AwsError `ValidationException` when something is left. */
export function expectEnd(reader: TokenReader): void {
  if (peek(reader).kind !== 'end') throw syntaxError(reader);
}

/** The error at the next token: its text, with the tokens on both sides of it as written. */
export function syntaxError(reader: TokenReader): AwsError {
  const token = peek(reader);
  const before = reader.tokens[reader.at - 1] ?? token;
  const near = reader.text.slice(before.start, peek(reader, 1).end).trim();
  return invalidExpression(reader.parameter, `Syntax error; token: "${token.text}", near: "${near}"`);
}

/** Counts operators and functions. */
export function countOperator(reader: TokenReader): void {
  reader.operators += 1;
}

/** What AWS rejects once it has parsed the whole expression, whatever is in it. Throws AwsError `ValidationException`. */
export function checkShape(reader: TokenReader): void {
  if (reader.redundant)
    throw invalidExpression(reader.parameter, 'The expression has redundant parentheses;');
  if (reader.operators > MAX_OPERATORS)
    throw invalidExpression(
      reader.parameter,
      `The expression contains too many operators; operator count: ${reader.operators}`,
    );
}
