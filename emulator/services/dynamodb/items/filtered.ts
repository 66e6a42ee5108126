import type { Callback, Store } from 'dynalite/db/index.js';
import db from 'dynalite/db/index.js';
import { type Condition, holds } from '../expressions/condition.ts';
import { fromLegacy, type LegacyCondition } from '../expressions/legacy-condition.ts';
import type { Item } from '../values/attribute-value.ts';
import { asStored } from './write-item.ts';

type Data = Record<string, unknown>;
type Action = (store: Store, data: Data, callback: Callback<object>) => void;

interface Parsed {
  _filter?: { expression: Condition };
  _projection?: { paths: readonly unknown[] };
  QueryFilter?: Record<string, LegacyCondition>;
  ScanFilter?: Record<string, LegacyCondition>;
  ConditionalOperator?: string;
  AttributesToGet?: string[];
  Select?: string;
}

/**
 * dynalite's Query or Scan with the filter decided here: dynalite takes two maps or lists for different whatever is in them. It gets
 * a filter that lets everything through, so that it still checks the paths, and the projection is made after the filter.
 */
export function filtered(action: Action): Action {
  return (store, data, callback) => {
    const parsed: Parsed = data;
    const legacy = parsed.QueryFilter ?? parsed.ScanFilter;
    const condition =
      parsed._filter?.expression ?? (legacy && fromLegacy(legacy, parsed.ConditionalOperator));
    if (!condition) return action(store, data, callback);
    const paths = parsed._projection?.paths ?? parsed.AttributesToGet;
    const { AttributesToGet, Select, ...rest } = parsed;
    const asked: Data = {
      ...rest,
      ...(Select && Select !== 'COUNT' && { Select }),
      ...(parsed._filter && { _filter: { ...parsed._filter, expression: ANY } }),
      ...(parsed.QueryFilter && { QueryFilter: letThrough(parsed.QueryFilter) }),
      ...(parsed.ScanFilter && { ScanFilter: letThrough(parsed.ScanFilter) }),
      ...(parsed._projection && { _projection: { ...parsed._projection, paths: undefined } }),
    };
    action(store, asked, (error, result) => {
      if (error || !result) return callback(error);
      const { Items, ...others } = result as { Items: Item[] };
      const left = Items.filter((item) => holds(condition, item));
      const shown = paths ? left.map((item) => db.mapPaths(paths, asStored(item))) : left;
      callback(null, { ...others, Count: left.length, ...(Select !== 'COUNT' && { Items: shown }) });
    });
  };
}

/** Comparisons that dynalite does not know hold for it. */
const ANY = { type: 'any', args: [] };

function letThrough(filter: Record<string, LegacyCondition>): object {
  return Object.fromEntries(Object.keys(filter).map((name) => [name, { ComparisonOperator: 'ANY' }]));
}
