import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { EnvironmentCensus } from '../../../../emulator/edge/interfaces/environment-census.ts';
import { engine } from '../../data/engine.ts';
import { listFunctions } from '../../data/functions.ts';
import { useLoaded } from '../../data/load.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Badge } from '../../parts/badge.tsx';
import { bytes } from '../../parts/format.ts';
import { Show } from '../../parts/loaded.tsx';
import { Page, Split } from '../../parts/page.tsx';
import { Empty } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { FunctionDetail } from './function-detail.tsx';

interface Row {
  readonly configuration: FunctionConfiguration;
  readonly census: EnvironmentCensus | undefined;
}

const COLUMNS: readonly Column<Row>[] = [
  { name: 'Function', cell: ({ configuration }) => configuration.FunctionName },
  { name: 'Environments', width: '150px', cell: ({ census }) => <Heat census={census} /> },
  { name: 'Runtime', width: '110px', minor: true, cell: ({ configuration }) => configuration.Runtime },
  {
    name: 'Memory',
    width: '90px',
    minor: true,
    end: true,
    cell: ({ configuration }) => `${configuration.MemorySize ?? ''} MB`,
  },
  {
    name: 'Code',
    width: '90px',
    minor: true,
    end: true,
    cell: ({ configuration }) => bytes(configuration.CodeSize ?? 0),
  },
];

async function readRows(): Promise<Row[]> {
  const [configurations, { functions }] = await Promise.all([
    listFunctions(),
    engine<{ functions: EnvironmentCensus[] }>('environments'),
  ]);
  return configurations.map((configuration) => ({
    configuration,
    census: functions.find(({ functionName }) => functionName === configuration.FunctionName),
  }));
}

/** The functions, and whether their environments are cold, warm or busy. */
export function FunctionsPage() {
  const { parts } = useAddress();
  const rows = useLoaded(readRows, []);
  const opened = parts[1];
  return (
    <Page
      title="Functions"
      tools={
        <button type="button" class="button small" onClick={rows.reload}>
          Read again
        </button>
      }
    >
      <Show loaded={rows} what="the functions">
        {(found) => (
          <Split
            list={
              found.length > 0 ? (
                <Table
                  label="Functions"
                  columns={opened ? COLUMNS.slice(0, 2) : COLUMNS}
                  rows={found}
                  keyOf={({ configuration }) => configuration.FunctionName ?? ''}
                  href={({ configuration }) => address(['functions', configuration.FunctionName ?? ''])}
                  chosen={opened}
                />
              ) : (
                <Empty icon="function" title="There is no function">
                  Run <code>make up</code>, or make one with an SDK or the AWS CLI.
                </Empty>
              )
            }
            opened={opened && <FunctionDetail key={opened} name={opened} onRun={rows.reload} />}
          />
        )}
      </Show>
    </Page>
  );
}

function Heat({ census }: { census: EnvironmentCensus | undefined }) {
  const { idle = 0, busy = 0, starting = 0 } = census ?? {};
  if (idle + busy + starting === 0) return <Badge>cold</Badge>;
  return (
    <span class="row">
      {starting > 0 && <Badge tone="accent">{starting} starting</Badge>}
      {busy > 0 && <Badge tone="refused">{busy} busy</Badge>}
      {idle > 0 && <Badge tone="ok">{idle} warm</Badge>}
    </span>
  );
}
