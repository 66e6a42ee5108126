import { invalid } from '../expressions/invalid-expression.ts';
import { remember } from '../expressions/remember.ts';
import { parsePath } from './parse-path.ts';
import { parseSourceName, refuseAlias } from './parse-source.ts';
import { parseTerm } from './parse-term.ts';
import { parseDelete, parseInsert, parseUpdate, parseUpdateOf } from './parse-write.ts';
import { invalidAt, malformed } from './statement-error.ts';
import {
  accept,
  acceptWords,
  expect,
  peek,
  readerOf,
  type StatementReader,
  sees,
  seesWords,
  take,
} from './statement-reader.ts';
import type { ExistsStatement, ParsedStatement, PathTerm, SelectStatement, Statement } from './syntax.ts';

/** Reads one statement. Throws AwsError `ValidationException`. */
export const parseStatement = remember((text: string): ParsedStatement => {
  const reader = readerOf(text);
  const statement = parseAny(reader);
  accept(reader, ';');
  if (peek(reader).kind !== 'end') throw malformed('Unexpected token after expression');
  return { text, statement, parameters: reader.parameters };
});

function parseAny(reader: StatementReader): Statement {
  if (acceptWords(reader, 'SELECT')) return parseSelect(reader);
  if (acceptWords(reader, 'INSERT', 'INTO')) return parseInsert(reader);
  if (acceptWords(reader, 'UPDATE')) return parseUpdate(reader);
  if (acceptWords(reader, 'DELETE', 'FROM')) return parseDelete(reader);
  if (acceptWords(reader, 'FROM')) return parseUpdateOf(reader);
  if (seesWords(reader, 'EXISTS') && sees(reader, '(', 1)) return parseExists(reader);
  throw malformed('Expected data manipulation');
}

function parseExists(reader: StatementReader): ExistsStatement {
  take(reader);
  expect(reader, '(');
  if (!acceptWords(reader, 'SELECT')) throw malformed('Expected SELECT');
  const select = parseSelect(reader);
  expect(reader, ')');
  return { kind: 'exists', table: select.table, select };
}

function parseSelect(reader: StatementReader): SelectStatement {
  const columns = parseColumns(reader);
  if (!acceptWords(reader, 'FROM')) throw malformed('Expected FROM');
  const [table = '', index] = parseSource(reader);
  const where = acceptWords(reader, 'WHERE') ? parseTerm(reader) : undefined;
  return { kind: 'select', columns, table, index, where, order: parseOrder(reader) };
}

function parseColumns(reader: StatementReader): PathTerm[] | undefined {
  if (accept(reader, '*')) {
    if (sees(reader, ','))
      throw invalid("Other attributes should not be present in the projection when '*' is used.");
    return undefined;
  }
  const columns: PathTerm[] = [];
  do {
    const token = peek(reader);
    if (token.kind === 'word' && sees(reader, '(', 1))
      throw invalidAt('Unexpected path component', reader.text, token);
    columns.push(parsePath(reader));
    if (acceptWords(reader, 'AS')) throw invalid('Aliasing is not supported');
  } while (accept(reader, ','));
  return columns;
}

/** A table, and an index after a point. */
function parseSource(reader: StatementReader): (string | undefined)[] {
  const parts: string[] = [];
  do {
    parts.push(parseSourceName(reader));
  } while (accept(reader, '.'));
  if (parts.length > 2) throw invalid('A path may contain at most 2 components in the FROM clause');
  refuseAlias(reader);
  if (sees(reader, ',')) throw invalid('Only select from a single table or index is supported.');
  return parts;
}

function parseOrder(reader: StatementReader): SelectStatement['order'] {
  if (!acceptWords(reader, 'ORDER', 'BY')) return [];
  const order: SelectStatement['order'][number][] = [];
  do {
    const key = parseTerm(reader);
    const descending = acceptWords(reader, 'DESC');
    if (!descending) acceptWords(reader, 'ASC');
    order.push({ key, descending });
  } while (accept(reader, ','));
  return order;
}
