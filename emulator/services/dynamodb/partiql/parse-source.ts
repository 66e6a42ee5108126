import { invalid } from '../expressions/invalid-expression.ts';
import { isKeyword } from './keywords.ts';
import { malformed } from './statement-error.ts';
import { acceptWords, peek, type StatementReader, sees, take } from './statement-reader.ts';

/** Reads the name of a table or index. `fault` is what is wrong with anything else. Throws AwsError `ValidationException`. */
export function parseSourceName(reader: StatementReader, fault = 'Unexpected term'): string {
  const token = peek(reader);
  if (token.kind !== 'word' && token.kind !== 'quoted') throw malformed(fault);
  if (token.kind === 'word' && isKeyword(token.text))
    throw malformed(fault === 'Unexpected term' ? 'Unexpected keyword' : fault);
  take(reader);
  if (token.text === '') throw invalid('Path component cannot be an empty string');
  return token.text;
}

/** Reads the table of a write, which is never an index. */
export function parseTable(reader: StatementReader, fault?: string): string {
  const table = parseSourceName(reader, fault);
  if (sees(reader, '.')) throw invalid('This operation is not supported on an index');
  return table;
}

/** Whether a name is next, rather than a word of the language. */
export function seesName(reader: StatementReader): boolean {
  const token = peek(reader);
  return token.kind === 'quoted' || (token.kind === 'word' && !isKeyword(token.text));
}

/** Rejects a second name for a table (seen at AWS in 2026). */
export function refuseAlias(reader: StatementReader): void {
  if (acceptWords(reader, 'AS') || seesName(reader)) throw invalid('Aliasing is not supported');
}
