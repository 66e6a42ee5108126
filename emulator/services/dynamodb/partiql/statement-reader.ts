import { type Token, tokensOf } from './lexer.ts';
import { malformed } from './statement-error.ts';

/** A statement that is being read, how far, and how many parameters were found so far. */
export interface StatementReader {
  readonly text: string;
  readonly tokens: readonly Token[];
  at: number;
  parameters: number;
  /** How many brackets are open. */
  depth: number;
}

/** Begins to read a statement. Throws AwsError `ValidationException`. */
export function readerOf(text: string): StatementReader {
  return { text, tokens: tokensOf(text), at: 0, parameters: 0, depth: 0 };
}

export function peek(reader: StatementReader, ahead = 0): Token {
  const token = reader.tokens[Math.min(reader.at + ahead, reader.tokens.length - 1)];
  if (token) return token;
  throw new Error('A statement has no end.');
}

export function take(reader: StatementReader): Token {
  const token = peek(reader);
  reader.at += 1;
  return token;
}

export function sees(reader: StatementReader, symbol: string, ahead = 0): boolean {
  const token = peek(reader, ahead);
  return token.kind === 'symbol' && token.text === symbol;
}

/** Takes a symbol if it is next. */
export function accept(reader: StatementReader, symbol: string): boolean {
  if (!sees(reader, symbol)) return false;
  reader.at += 1;
  return true;
}

/** Whether the next tokens are these words, in capitals or not. */
export function seesWords(reader: StatementReader, ...words: readonly string[]): boolean {
  return words.every((word, ahead) => {
    const token = peek(reader, ahead);
    return token.kind === 'word' && token.text.toUpperCase() === word;
  });
}

/** Takes these words if they are next. */
export function acceptWords(reader: StatementReader, ...words: readonly string[]): boolean {
  if (!seesWords(reader, ...words)) return false;
  reader.at += words.length;
  return true;
}

const NAMES: Readonly<Record<string, string>> = {
  ')': 'RIGHT_PAREN',
  ']': 'RIGHT_BRACKET',
  '}': 'RIGHT_CURLY',
  '>>': 'RIGHT_DOUBLE_ANGLE_BRACKET',
  ':': 'COLON',
};

/** Takes a symbol. Throws AwsError `ValidationException` when something else is next. */
export function expect(reader: StatementReader, symbol: string): void {
  if (!accept(reader, symbol)) throw malformed(`Expected ${NAMES[symbol] ?? symbol}`);
}

/** How many brackets can be open at once, so that no text can exhaust the stack. Values nest 32 levels deep at most. */
const MAX_DEPTH = 200;

/** Reads what is in brackets. */
export function within<Part>(reader: StatementReader, read: () => Part): Part {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw malformed('');
  const part = read();
  reader.depth -= 1;
  return part;
}
