import { malformed } from './statement-error.ts';
import type { Place } from './syntax.ts';

/** `quoted` is a name in double quotes, `string` a text in single ones; both without them. */
export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';

export interface Token extends Place {
  readonly kind: TokenKind;
  readonly text: string;
}

const PIECE =
  /(\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|([A-Za-z_$][\w$]*)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(<<|>>|<=|>=|<>|!=|[-+*<>=(){}[\],.:;?])/uy;

/** The greatest power of ten that a number can be written with, as its exponent or as the place of its last digit. */
const MAX_POWER = 2 ** 31 - 1;

/** Whether a number's exponent, and what it leaves for the last digit, are whole numbers of 32 bits (seen at AWS in 2026). */
function isReadable(number: string): boolean {
  const [digits = '', power = '0'] = number.toLowerCase().split('e');
  const exponent = Number(power);
  const scale = (digits.split('.')[1]?.length ?? 0) - exponent;
  return Math.max(Math.abs(exponent), Math.abs(scale)) <= MAX_POWER;
}

/** The pieces of a statement without blanks and comments, the last one of the kind `end`. Throws AwsError `ValidationException`. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  while (start < text.length) {
    PIECE.lastIndex = start;
    const match = PIECE.exec(text);
    // After the colon, AWS says nothing about an unknown sign, or a quote without an end.
    if (!match) throw malformed('');
    const end = PIECE.lastIndex;
    const [, blank, word, quoted, string, number, symbol] = match;
    if (word !== undefined) tokens.push({ kind: 'word', text: word, start, end });
    else if (quoted !== undefined)
      tokens.push({ kind: 'quoted', text: quoted.replaceAll('""', '"'), start, end });
    else if (string !== undefined)
      tokens.push({ kind: 'string', text: string.replaceAll("''", "'"), start, end });
    else if (number !== undefined) {
      if (!isReadable(number)) throw malformed('');
      tokens.push({ kind: 'number', text: number, start, end });
    } else if (blank === undefined) tokens.push({ kind: 'symbol', text: symbol ?? '', start, end });
    start = end;
  }
  tokens.push({ kind: 'end', text: '', start, end: start });
  return tokens;
}
