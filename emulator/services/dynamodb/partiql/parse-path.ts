import { invalid } from '../expressions/invalid-expression.ts';
import { isKeyword } from './keywords.ts';
import { invalidAt, malformed } from './statement-error.ts';
import { accept, expect, peek, type StatementReader, take } from './statement-reader.ts';
import type { PathTerm } from './syntax.ts';

/** The greatest position in a list. */
const MAX_POSITION = 2 ** 31 - 1;

/** Reads a path: `a.b[0]."c d"`, `a['b']`. Throws AwsError `ValidationException`. */
export function parsePath(reader: StatementReader): PathTerm {
  const at = peek(reader);
  const path: (string | number)[] = [parseName(reader, 'Expected identifier')];
  for (;;) {
    if (accept(reader, '.')) {
      if (accept(reader, '*')) throw invalid('Unpivot path component like a.*.b are not supported');
      path.push(parseName(reader, 'Invalid path dot component'));
    } else if (accept(reader, '[')) {
      path.push(parseStep(reader));
      expect(reader, ']');
    } else return { kind: 'path', path, at };
  }
}

function parseName(reader: StatementReader, fault: string): string {
  const token = peek(reader);
  if (token.kind !== 'quoted' && (token.kind !== 'word' || isKeyword(token.text))) throw malformed(fault);
  take(reader);
  if (token.text === '') throw invalid('Path component cannot be an empty string');
  return token.text;
}

function parseStep(reader: StatementReader): string | number {
  if (accept(reader, '*')) throw invalid('Wildcard path component like a[*].b are not supported');
  const negative = accept(reader, '-');
  const token = take(reader);
  if (token.kind === 'string' && !negative) return token.text;
  if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw malformed('Invalid path component');
  const position = Number(token.text);
  if (position > MAX_POSITION || (negative && position > 0)) {
    const shown = negative ? `-${token.text}` : token.text;
    throw invalidAt(`List index is not within the allowable range; index: [${shown}]`, reader.text, token);
  }
  return position;
}
