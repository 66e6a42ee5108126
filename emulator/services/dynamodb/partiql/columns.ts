import { valueAt } from '../expressions/document-path.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import type { PathTerm } from './syntax.ts';

/** The columns of a `SELECT` by the names that their values are answered under. */
export type Columns = ReadonlyMap<string, PathTerm['path']>;

/** The columns of a statement, undefined for `*`. Throws AwsError `ValidationException` for a name that comes twice. */
export function columnsOf(terms: readonly PathTerm[] | undefined): Columns | undefined {
  if (!terms) return undefined;
  const columns = new Map<string, PathTerm['path']>();
  for (const { path } of terms) {
    const name = columnName(path);
    if (columns.has(name)) throw invalid(`Duplicate identifiers in select clause: ${name}`);
    columns.set(name, path);
  }
  return columns;
}

/** A path's last name, with the positions after it: `k[0]` for `m.k[0]`. */
function columnName(path: PathTerm['path']): string {
  const last = path.findLastIndex((step) => typeof step === 'string');
  return path
    .slice(last)
    .reduce<string>((name, step) => (typeof step === 'number' ? `${name}[${step}]` : step), '');
}

/** What of an item is answered. */
export function shownOf(item: Item, columns: Columns | undefined): Item {
  if (!columns) return item;
  const shown: Record<string, AttributeValue> = Object.create(null);
  for (const [name, path] of columns) {
    const value = valueAt(path, item);
    if (value) shown[name] = value;
  }
  return shown;
}
