import type { ItemQuery } from '../../data/items.ts';
import { useLoaded } from '../../data/load.ts';
import { describeTable, listTables } from '../../data/tables.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Show } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Empty } from '../../parts/states.tsx';
import { AskItems } from './ask-items.tsx';
import { Items } from './items.tsx';

/** Tables and their items. */
export function TablesPage() {
  const { parts } = useAddress();
  const tables = useLoaded(listTables, []);
  const name = parts[1] ?? tables.value?.[0];
  return (
    <Page
      title="Tables"
      filters={
        <nav class="chips" aria-label="Table">
          {tables.value?.map((one) => (
            <a key={one} href={address(['tables', one])} aria-current={one === name ? 'true' : undefined}>
              {one}
            </a>
          ))}
        </nav>
      }
    >
      <Show loaded={tables} what="the tables">
        {() =>
          name === undefined ? (
            <Empty icon="table" title="There is no table">
              Run <code>make up</code>, or make one with an SDK or the AWS CLI.
            </Empty>
          ) : (
            <Described key={name} name={name} />
          )
        }
      </Show>
    </Page>
  );
}

function Described({ name }: { name: string }) {
  const { query, set } = useAddress();
  const table = useLoaded(() => describeTable(name), [name]);
  const { index = '', key = '', compares = '', sort = '', filter = '' } = query;
  const asked: ItemQuery = { index, key, compares, sort, filter };
  return (
    <Show loaded={table} what="the table">
      {(found) => (
        <>
          <AskItems table={found} query={asked} onAsk={set} />
          <Items table={found} query={asked} />
        </>
      )}
    </Show>
  );
}
