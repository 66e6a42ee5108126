import type { UndeployedApi } from '../../../../emulator/edge/undeployed.ts';
import { listApis } from '../../data/apis.ts';
import { useLoaded } from '../../data/load.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Badge } from '../../parts/badge.tsx';
import { counted } from '../../parts/format.ts';
import { Show } from '../../parts/loaded.tsx';
import { Page, Split } from '../../parts/page.tsx';
import { Empty } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { ApiDetail } from './api-detail.tsx';

const COLUMNS: readonly Column<UndeployedApi>[] = [
  { name: 'API', cell: ({ name }) => name },
  { name: 'Kind', width: '80px', cell: ({ type }) => <Badge>{type}</Badge> },
  { name: 'Id', width: '150px', minor: true, cell: ({ apiId }) => <code>{apiId}</code> },
  {
    name: 'Stages',
    width: '140px',
    minor: true,
    cell: ({ stages }) => stages.map(({ stageName }) => stageName).join(', '),
  },
  { name: 'Not deployed', width: '150px', cell: (api) => <Undeployed api={api} /> },
];

/** APIs of both kinds. */
export function ApisPage() {
  const { parts } = useAddress();
  const apis = useLoaded(listApis, []);
  const opened = apis.value?.find(({ apiId }) => apiId === parts[1]);
  return (
    <Page title="APIs">
      <Show loaded={apis} what="the APIs">
        {(found) => (
          <Split
            list={
              found.length > 0 ? (
                <Table
                  label="APIs"
                  columns={opened ? COLUMNS.slice(0, 2) : COLUMNS}
                  rows={found}
                  keyOf={({ apiId }) => apiId}
                  href={({ apiId }) => address(['apis', apiId])}
                  chosen={opened?.apiId}
                />
              ) : (
                <Empty icon="api" title="There is no API">
                  Run <code>make up</code>, or make one with an SDK or the AWS CLI.
                </Empty>
              )
            }
            opened={opened && <ApiDetail key={opened.apiId} api={opened} />}
          />
        )}
      </Show>
    </Page>
  );
}

function Undeployed({ api: { stages } }: { api: UndeployedApi }) {
  const changes = Math.max(0, ...stages.map(({ differences }) => differences.length));
  return changes > 0 ? (
    <Badge tone="refused">{counted(changes, 'change')}</Badge>
  ) : (
    <span class="muted">nothing</span>
  );
}
