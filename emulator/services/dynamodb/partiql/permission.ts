import type { Call } from '../../../edge/operation.ts';
import { pathsIn } from '../expressions/condition-expression.ts';
import { tableArn } from '../table-arns.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { conditionOf } from './condition-of.ts';
import { exactKey } from './exact-key.ts';
import { itemOf, type ValueScope } from './literal-value.ts';
import { keyedReads } from './read-plan.ts';
import type { StatementEngine } from './statement-engine.ts';
import type { SelectStatement, Statement, WriteStatement } from './syntax.ts';
import { indexSource, type Source, type StatementTable, tableSource } from './table-shape.ts';

type Keys = Record<string, string | string[]>;

const ACTIONS = {
  select: 'dynamodb:PartiQLSelect',
  exists: 'dynamodb:PartiQLSelect',
  insert: 'dynamodb:PartiQLInsert',
  update: 'dynamodb:PartiQLUpdate',
  delete: 'dynamodb:PartiQLDelete',
} as const;

/**
 * Asks IAM whether a statement may be carried out (Developer Guide, "IAM security policies with PartiQL"): on its table or index, with the
 * partition keys and attributes that it names, and whether a `SELECT` reads everything. Throws AwsError `AccessDeniedException`.
 */
export function authorizeStatement(
  engine: StatementEngine,
  statement: Statement,
  scope: ValueScope,
  call: Call,
  enclosing: Keys = {},
): void {
  if (!call.principal || call.principal.kind === 'root') return;
  const select = statement.kind === 'exists' ? statement.select : statement;
  const table = engine.table(statement.table);
  const arn = tableArn(call, statement.table);
  const index = select.kind === 'select' ? select.index : undefined;
  call.authorize(ACTIONS[statement.kind], index === undefined ? arn : `${arn}/index/${index}`, {
    ...(table && keysOf(select, table, scope)),
    ...engine.tagKeys(statement.table),
    ...enclosing,
  });
}

function keysOf(statement: SelectStatement | WriteStatement, table: StatementTable, scope: ValueScope): Keys {
  if (statement.kind === 'insert') {
    const item = itemOf(statement.value, scope);
    return named(Object.keys(item), [item[partitionOf(tableSource(table))]]);
  }
  const condition = statement.where && conditionOf(statement.where, scope);
  const read = condition ? [...pathsIn(condition)].map(([name]) => String(name)) : [];
  if (statement.kind === 'select') {
    const source =
      (statement.index !== undefined && indexSource(table, statement.index)) || tableSource(table);
    const reads = keyedReads(condition, source);
    const columns = statement.columns?.map(({ path }) => String(path[0])) ?? [];
    const leading = reads?.map(({ hash }) => hash.get(partitionOf(source))) ?? [];
    return { ...named([...columns, ...read], leading), 'dynamodb:FullTableScan': String(!reads) };
  }
  const source = tableSource(table);
  const { key } = exactKey(condition, source, false);
  const changed =
    statement.kind === 'update' ? statement.changes.map(({ target }) => String(target.path[0])) : [];
  return named([...changed, ...read], [key[partitionOf(source)]]);
}

function partitionOf({ hash }: Source): string {
  return hash[0]?.name ?? '';
}

function named(attributes: readonly string[], leading: readonly (AttributeValue | undefined)[]): Keys {
  const values = leading.flatMap((value) => value?.S ?? value?.N ?? value?.B ?? []);
  return {
    ...(values.length > 0 && { 'dynamodb:LeadingKeys': [...new Set(values)] }),
    ...(attributes.length > 0 && { 'dynamodb:Attributes': [...new Set(attributes)] }),
  };
}
