import type { Condition } from '../expressions/condition.ts';
import { pathsIn } from '../expressions/condition-expression.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { type Columns, columnsOf } from './columns.ts';
import { conditionOf } from './condition-of.ts';
import { inHashOrder } from './hash-order.ts';
import type { ValueScope } from './literal-value.ts';
import { orderOf } from './order-of.ts';
import { type KeyedRead, keyedReads } from './read-plan.ts';
import type { SelectStatement } from './syntax.ts';
import { indexSource, type Source, type StatementTable, tableSource } from './table-shape.ts';

/** How a `SELECT` is carried out. */
export interface SelectPlan {
  readonly source: Source;
  readonly columns: Columns | undefined;
  readonly condition: Condition | undefined;
  /** The partitions that are read, one after the other; undefined when everything is. */
  readonly reads: readonly KeyedRead[] | undefined;
  readonly descending: boolean;
  /** Whether attributes are wanted that only the table has, not its local index. */
  readonly fetches: boolean;
}

/** Decides how a `SELECT` is carried out. Throws AwsError `ValidationException`. */
export function planSelect(
  statement: SelectStatement,
  table: StatementTable,
  scope: ValueScope,
  consistent = false,
): SelectPlan {
  const source = sourceOf(statement, table);
  if (consistent && source.index?.global)
    throw invalid('Strongly consistent read is not supported on Global Secondary Indexes');
  const columns = columnsOf(statement.columns);
  const condition = statement.where && conditionOf(statement.where, scope);
  const found = keyedReads(condition, source);
  const order = orderOf(statement, source, found);
  if (found) for (const { rest } of found) refuseUnprojected(source, rest);
  const missing = [...(columns?.values() ?? [])]
    .map(([name]) => String(name))
    .filter((name) => lacks(source, name));
  if (missing.length > 0 && source.index?.global)
    throw invalid(
      `One or more parameter values were invalid: Global secondary index ${source.index.name} does not project [${missing.join(', ')}]`,
    );
  return {
    source,
    columns,
    condition,
    reads: order.reads,
    descending: order.descending,
    fetches: missing.length > 0,
  };
}

function sourceOf({ index }: SelectStatement, table: StatementTable): Source {
  const source = index === undefined ? tableSource(table) : indexSource(table, index);
  if (!source) throw invalid('The table does not have the specified index');
  return source;
}

function lacks({ projected }: Source, name: string): boolean {
  return projected !== undefined && !projected.has(name);
}

function refuseUnprojected(source: Source, rest: readonly Condition[]): void {
  const names = new Set(rest.flatMap((part) => [...pathsIn(part)].map(([name]) => String(name))));
  const missing = [...names].filter((name) => lacks(source, name));
  if (missing.length === 0) return;
  throw invalid(
    `One or more parameter values were invalid: Secondary index ${source.index?.name} does not project one or more filter attributes: [${inHashOrder(missing).join(', ')}]`,
  );
}
