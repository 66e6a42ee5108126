import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Item, partitionKey, readItems, shortValue, type TableFacts } from '../../data/items.ts';
import { asError } from '../../data/load.ts';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { EditItem } from './edit-item.tsx';

interface State {
  readonly items: readonly Item[];
  readonly next?: Item | undefined;
  readonly loading: boolean;
  readonly error?: Error;
}

/** How many attributes have a column. */
const COLUMNS = 6;
/** What may be a credential is masked. */
const SECRET = /^(?:authentication|credential|previous|.*(?:secret|password|token).*)$/i;

/** The items of a table in pages: all, or those of one partition key. */
export function Items({ table, search }: { table: TableFacts; search: string }) {
  const [{ items, next, loading, error }, setState] = useState<State>({ items: [], loading: true });
  const [edited, setEdited] = useState<Item>();
  const read = (from?: Item) => {
    setState((before) => ({ ...before, loading: true }));
    readItems(table, search, from).then(
      (page) =>
        setState((before) => ({
          items: from ? [...before.items, ...page.items] : page.items,
          next: page.next,
          loading: false,
        })),
      (failure: unknown) => setState({ items: [], loading: false, error: asError(failure) }),
    );
  };
  useEffect(() => read(), [table, search]);
  const columns = useMemo(() => columnsOf(table, items, setEdited), [table, items]);
  if (error) return <Failure error={error} retry={() => read()} />;
  if (items.length === 0 && loading) return <Loading what="items" />;
  if (items.length === 0)
    return (
      <Empty icon="table" title={search ? 'No item has this key' : 'The table is empty'}>
        {search
          ? 'The partition key has to be given whole.'
          : 'Items appear when something is written; read again to see them.'}
      </Empty>
    );
  return (
    <div class="split-list fill">
      <Table
        label={`Items of ${table.TableName ?? ''}`}
        columns={columns}
        rows={items}
        keyOf={(item) => JSON.stringify(item)}
        onEnd={next && !loading ? () => read(next) : undefined}
      />
      {edited && (
        <EditItem
          table={table}
          item={edited}
          onClose={() => setEdited(undefined)}
          onChanged={() => {
            setEdited(undefined);
            read();
          }}
        />
      )}
    </div>
  );
}

function columnsOf(
  table: TableFacts,
  items: readonly Item[],
  edit: (item: Item) => void,
): readonly Column<Item>[] {
  const key = partitionKey(table).name;
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
