import { invalid } from '../expressions/invalid-expression.ts';
import type { IndexShape, Ordered, TableShape } from '../table-shape.ts';
import type { ParsedPage } from './parsed-page.ts';

/** What is read: a table or one of its indexes. */
export interface PageSource {
  readonly table: TableShape;
  readonly index: IndexShape | undefined;
  /** The key that it is ordered by. */
  readonly ordered: Ordered;
}

/** The source of a page. Throws AwsError `ValidationException` for an unknown index, or one that cannot be read like this. */
export function pageSource(table: TableShape, page: ParsedPage): PageSource {
  if (page.index === undefined) return { table, index: undefined, ordered: table };
  const index = table.indexes.find(({ name }) => name === page.index);
  if (!index) throw invalid(`The table does not have the specified index: ${page.index}`);
  if (index.filling && index.global && table.description.TableStatus === 'UPDATING')
    throw invalid(`Cannot read from backfilling global secondary index: ${page.index}`);
  if (index.global && page.consistent)
    throw invalid('Consistent reads are not supported on global secondary indexes');
  return { table, index, ordered: index };
}

/** Rejects to show what a global index does not hold. Throws AwsError `ValidationException`. */
export function checkProjected({ index }: PageSource, { select, paths }: ParsedPage): void {
  if (!index?.global || !index.projected) return;
  if (select === 'ALL_ATTRIBUTES')
    throw invalid(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  const { projected } = index;
  const missing = (paths ?? []).map(([name]) => String(name)).filter((name) => !projected.has(name));
  if (missing.length > 0)
    throw invalid(
      `One or more parameter values were invalid: Global secondary index ${index.name} does not project [${missing.join(', ')}]`,
    );
}

/** Whether items must be fetched from the table, because a local index lacks the requested attributes. */
export function fetches({ index }: PageSource, { select, paths }: ParsedPage): boolean {
  if (!index?.projected || index.global) return false;
  const { projected } = index;
  return select === 'ALL_ATTRIBUTES' || (paths ?? []).some(([name]) => !projected.has(String(name)));
}
