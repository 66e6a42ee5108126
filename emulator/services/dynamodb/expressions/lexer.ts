/** The kind of a token: `name` is `#x`, `value` is `:x`, `end` comes after the last token. */
export type TokenKind = 'identifier' | 'name' | 'value' | 'number' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Its start and end in the expression. */
  readonly start: number;
  readonly end: number;
}

/** Any other sign is a symbol of one character, which no rule accepts. */
const PIECE = /[A-Za-z][A-Za-z0-9_]*|[#:][A-Za-z0-9_]+|[0-9]+|<>|<=|>=|[^ \t\r\n]/gu;

/** The tokens of an expression (condition, update, projection), the last one of the kind `end`. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: piece, index } of text.matchAll(PIECE))
    tokens.push({ kind: kindOf(piece), text: piece, start: index, end: index + piece.length });
  tokens.push({ kind: 'end', text: '<EOF>', start: text.length, end: text.length });
  return tokens;
}

function kindOf(piece: string): TokenKind {
  const first = piece.charCodeAt(0);
  if (first === 35 && piece.length > 1) return 'name';
  if (first === 58 && piece.length > 1) return 'value';
  if (first >= 48 && first <= 57) return 'number';
  return (first >= 97 && first <= 122) || (first >= 65 && first <= 90) ? 'identifier' : 'symbol';
}
