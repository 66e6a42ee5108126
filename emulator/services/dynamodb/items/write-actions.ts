import db, { type Callback, type Failure, type Store, type Table } from 'dynalite/db/index.js';
import { invalid } from '../expressions/invalid-expression.ts';
import { fromLegacyUpdates, type LegacyUpdate, type UpdateAction, updated } from '../expressions/update.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize, MAX_ITEM_BYTES } from '../values/size.ts';
import { asStored, type WriteRequest, writeItem } from './write-item.ts';

/** Parameters that were checked, with their expressions parsed. */
type Data = Record<string, unknown>;

/** PutItem. */
export function putItem(store: Store, data: Data, callback: Callback<object>): void {
  const request = data as unknown as WriteRequest & { Item: Item };
  const write = {
    key: request.Item,
    refuse: (table: Table) => db.validateItem(asStored(request.Item), table) ?? undefined,
    next: (before: Item | undefined) => ({
      after: request.Item,
      shown: request.ReturnValues === 'ALL_OLD' ? before : undefined,
    }),
  };
  writeItem(store, request, write, callback);
}

/** DeleteItem. */
export function deleteItem(store: Store, data: Data, callback: Callback<object>): void {
  const request = data as unknown as WriteRequest & { Key: Item };
  const write = {
    key: request.Key,
    refuse: (table: Table) => db.validateKey(asStored(request.Key), table) ?? undefined,
    next: (before: Item | undefined) => ({
      after: undefined,
      shown: request.ReturnValues === 'ALL_OLD' ? before : undefined,
    }),
  };
  writeItem(store, request, write, callback);
}

interface UpdateRequest extends WriteRequest {
  readonly Key: Item;
  readonly AttributeUpdates?: Readonly<Record<string, LegacyUpdate>>;
  readonly _updates?: { readonly sections: readonly UpdateAction[]; readonly paths: readonly unknown[] };
}

/** UpdateItem, with an expression or with `AttributeUpdates`. */
export function updateItem(store: Store, data: Data, callback: Callback<object>): void {
  const request = data as unknown as UpdateRequest;
  const { Key, AttributeUpdates = {}, _updates } = request;
  const write = {
    key: Key,
    refuse: (table: Table): Failure | undefined =>
      db.validateKey(asStored(Key), table) ??
      db.validateUpdates(data['AttributeUpdates'], _updates, table) ??
      undefined,
    next(before: Item | undefined, table: Table) {
      const item = before ?? Key;
      const after = updated(item, _updates?.sections ?? fromLegacyUpdates(AttributeUpdates, item));
      refuseTypesOfIndexKeys(after, table, _updates?.sections ?? []);
      if (itemSize(after) > MAX_ITEM_BYTES)
        throw invalid('Item size to update has exceeded the maximum allowed size');
      return { after, shown: shownOf(request, before, after) };
    },
  };
  writeItem(store, request, write, callback);
}

function shownOf(request: UpdateRequest, before: Item | undefined, after: Item): object | undefined {
  const paths = request._updates?.paths ?? Object.keys(request.AttributeUpdates ?? {});
  switch (request.ReturnValues) {
    case 'ALL_OLD':
      return before;
    case 'ALL_NEW':
      return after;
    case 'UPDATED_OLD':
      return before && db.mapPaths(paths, asStored(before));
    case 'UPDATED_NEW':
      return db.mapPaths(paths, asStored(after));
    default:
      return undefined;
  }
}

function refuseTypesOfIndexKeys(after: Item, table: Table, actions: readonly UpdateAction[]): void {
  const set = new Set(actions.filter(({ type }) => type === 'set').map(({ path }) => path[0]));
  db.traverseIndexes(table, (name, type) => {
    const value = after[name];
    if (!set.has(name) || !value || type in value) return undefined;
    throw invalid('The update expression attempted to update the secondary index key to unsupported type');
  });
}
