import { useMemo, useState } from 'preact/hooks';
import type { Item } from '../../data/item.ts';
import { type ItemQuery, readItems, shortValue } from '../../data/items.ts';
import { usePages } from '../../data/pages.ts';
import { schemaOf, type TableFacts } from '../../data/tables.ts';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { EditItem } from './edit-item.tsx';

/** How many attributes have a column. */
const COLUMNS = 6;
/** What may be a credential is masked. */
const SECRET = /^(?:authentication|credential|previous|.*(?:secret|password|token).*)$/i;

/** The items of a table or an index in pages: all, or those with a key; of those, the ones that a filter lets through. */
export function Items({ table, query }: { table: TableFacts; query: ItemQuery }) {
  const { index, key, compares, sort, filter } = query;
  const items = usePages<Item, Item>(
    (from) => readItems(table, query, from),
    [table, index, key, compares, sort, filter],
  );
  const [edited, setEdited] = useState<Item>();
  const columns = useMemo(
    () => columnsOf(schemaOf(table, index).partition.name, items.rows, setEdited),
    [table, index, items.rows],
  );
  if (items.error) return <Failure error={items.error} retry={items.reload} />;
  if (items.rows.length === 0 && items.loading) return <Loading what="items" />;
  if (items.rows.length === 0) return <Nothing isAsked={Boolean(key || filter.trim())} more={items.more} />;
  return (
    <div class="split-list fill">
      <Table
        label={`Items of ${table.TableName ?? ''}`}
        columns={columns}
        rows={items.rows}
        keyOf={(item) => JSON.stringify(item)}
        onEnd={items.more}
      />
      {edited && (
        <EditItem
          table={table}
          item={edited}
          onClose={() => setEdited(undefined)}
          onChanged={() => {
            setEdited(undefined);
            items.reload();
          }}
        />
      )}
    </div>
  );
}

function Nothing({ isAsked, more }: { isAsked: boolean; more: (() => void) | undefined }) {
  if (more)
    return (
      <Empty icon="table" title="Nothing has fitted so far">
        <button type="button" class="button small" onClick={more}>
          Read on
        </button>
      </Empty>
    );
  return (
    <Empty icon="table" title={isAsked ? 'No item fits' : 'The table is empty'}>
      {isAsked
        ? 'A partition key has to be given whole, and the case of letters counts.'
        : 'Items appear when something is written; read again to see them.'}
    </Empty>
  );
}

function columnsOf(key: string, items: readonly Item[], edit: (item: Item) => void): readonly Column<Item>[] {
  const seen = new Set(items.slice(0, 100).flatMap((item) => Object.keys(item)));
  const names = [key, ...[...seen].filter((name) => name !== key).sort()].slice(0, COLUMNS);
  return [
    ...names.map((name, index) => ({
      name,
      minor: index > 1,
      cell: (item: Item) => masked(name, shortValue(item[name])),
    })),
    {
      name: 'Edit',
      width: '84px',
      end: true,
      cell: (item: Item) => (
        <button type="button" class="button small" onClick={() => edit(item)}>
          Open
        </button>
      ),
    },
  ];
}

/** Guard items lead to people and are no secret, although their key looks like one. */
function masked(name: string, text: string): string {
  return SECRET.test(name) && text !== '' && !text.startsWith('person#') ? '••••••••' : text;
}
