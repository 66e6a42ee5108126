import { describeTable, listTables } from '../../data/items.ts';
import { useLoaded } from '../../data/load.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Show } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Search } from '../../parts/search.tsx';
import { Empty } from '../../parts/states.tsx';
import { Items } from './items.tsx';

/** Tables and their items. */
export function TablesPage() {
  const { parts, query, set } = useAddress();
  const tables = useLoaded(listTables, []);
  const name = parts[1] ?? tables.value?.[0];
  return (
    <Page
      title="Tables"
      filters={
        <>
          <Search
            label="Partition key, exactly"
            value={query['key'] ?? ''}
            onSearch={(key) => set({ key })}
          />
          <nav class="chips" aria-label="Table">
            {tables.value?.map((one) => (
              <a key={one} href={address(['tables', one])} aria-current={one === name ? 'true' : undefined}>
                {one}
              </a>
            ))}
          </nav>
        </>
      }
    >
      <Show loaded={tables} what="the tables">
        {() =>
          name === undefined ? (
            <Empty icon="table" title="There is no table">
              Run <code>make up</code>, or make one with an SDK or the AWS CLI.
            </Empty>
          ) : (
            <Described key={name} name={name} search={query['key'] ?? ''} />
          )
        }
      </Show>
    </Page>
  );
}

function Described({ name, search }: { name: string; search: string }) {
  const table = useLoaded(() => describeTable(name), [name]);
  return (
    <Show loaded={table} what="the table">
      {(found) => <Items table={found} search={search} />}
    </Show>
  );
}
