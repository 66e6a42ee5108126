import { invalid } from '../expressions/invalid-expression.ts';
import { parsePath } from './parse-path.ts';
import { parseTable, refuseAlias, seesName } from './parse-source.ts';
import { parseTerm } from './parse-term.ts';
import { malformed } from './statement-error.ts';
import { accept, acceptWords, expect, type StatementReader, sees, seesWords } from './statement-reader.ts';
import type { DeleteStatement, InsertStatement, Returning, Term, UpdateStatement } from './syntax.ts';

/** Reads what comes after `INSERT INTO`. */
export function parseInsert(reader: StatementReader): InsertStatement {
  const table = parseTable(reader);
  if (!acceptWords(reader, 'VALUE')) {
    if (seesName(reader)) throw malformed('Unexpected token after expression');
    if (!seesWords(reader, 'VALUES') && !seesWords(reader, 'SELECT') && !sees(reader, '<<'))
      throw malformed('Expected VALUE');
    throw invalid(
      'Unsupported operation: Inserting multiple items in a single statement is not supported, use "INSERT INTO tableName VALUE item" instead',
    );
  }
  const value = parseTerm(reader);
  if (seesWords(reader, 'RETURNING')) throw invalid('RETURNING is not supported in INSERT');
  if (acceptWords(reader, 'AT')) throw invalid('AT is not supported in insert statements.');
  return { kind: 'insert', table, value };
}

/** Reads what comes after `UPDATE`. */
export function parseUpdate(reader: StatementReader): UpdateStatement {
  const table = parseTable(reader);
  refuseAlias(reader);
  const changes = parseChanges(reader);
  return { kind: 'update', table, changes, where: parseWhere(reader), returning: parseReturning(reader) };
}

/** Reads what comes after a `FROM` that begins a statement: an update with its condition first (seen at AWS in 2026). */
export function parseUpdateOf(reader: StatementReader): UpdateStatement {
  const table = parseTable(reader);
  refuseAlias(reader);
  const where = parseWhere(reader);
  return { kind: 'update', table, changes: parseChanges(reader), where, returning: parseReturning(reader) };
}

function parseChanges(reader: StatementReader): UpdateStatement['changes'] {
  const changes: UpdateStatement['changes'][number][] = [];
  for (;;) {
    if (acceptWords(reader, 'SET')) {
      do {
        const target = parsePath(reader);
        expect(reader, '=');
        changes.push({ target, value: parseTerm(reader) });
      } while (accept(reader, ','));
    } else if (acceptWords(reader, 'REMOVE')) {
      do changes.push({ target: parsePath(reader), value: undefined });
      while (accept(reader, ','));
    } else break;
  }
  if (changes.length === 0) throw malformed('Expected data manipulation');
  return changes;
}

/** Reads what comes after `DELETE FROM`. */
export function parseDelete(reader: StatementReader): DeleteStatement {
  const table = parseTable(reader, 'Expected identifier for simple path');
  refuseAlias(reader);
  const where = parseWhere(reader);
  const returning = parseReturning(reader);
  if (returning !== undefined && returning !== 'ALL OLD *')
    throw invalid(
      `Invalid returning clause: RETURNING ${returning}. Only RETURNING ALL OLD * is allowed in DELETE statements.`,
    );
  return { kind: 'delete', table, where, returning };
}

function parseWhere(reader: StatementReader): Term | undefined {
  return acceptWords(reader, 'WHERE') ? parseTerm(reader) : undefined;
}

function parseReturning(reader: StatementReader): Returning | undefined {
  if (!acceptWords(reader, 'RETURNING')) return undefined;
  const scope = acceptWords(reader, 'ALL') ? 'ALL' : acceptWords(reader, 'MODIFIED') ? 'MODIFIED' : undefined;
  const state = acceptWords(reader, 'OLD') ? 'OLD' : acceptWords(reader, 'NEW') ? 'NEW' : undefined;
  if (!scope || !state || !accept(reader, '*'))
    throw invalid("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
  if (sees(reader, ',')) throw invalid('Invalid syntax with multiple returning elements in RETURNING clause');
  return `${scope} ${state} *`;
}
