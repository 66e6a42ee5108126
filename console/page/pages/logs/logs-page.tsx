import type { DescribeLogGroupsResponse, LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { callJson } from '../../data/aws.ts';
import { useLoaded } from '../../data/load.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Detail } from '../../parts/detail.tsx';
import { bytes } from '../../parts/format.ts';
import { Show } from '../../parts/loaded.tsx';
import { Page, Split } from '../../parts/page.tsx';
import { Search } from '../../parts/search.tsx';
import { Empty } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { LogLines } from './log-lines.tsx';

const COLUMNS: readonly Column<LogGroup>[] = [
  { name: 'Log group', cell: ({ logGroupName }) => logGroupName },
  {
    name: 'Kept for',
    width: '110px',
    minor: true,
    cell: ({ retentionInDays }) => (retentionInDays ? `${retentionInDays} days` : 'ever'),
  },
  { name: 'Size', width: '90px', end: true, cell: ({ storedBytes }) => bytes(storedBytes ?? 0) },
];

async function readGroups(): Promise<readonly LogGroup[]> {
  const all: LogGroup[] = [];
  let nextToken: string | undefined;
  do {
    const page: DescribeLogGroupsResponse = await callJson(
      'logs',
      'DescribeLogGroups',
      nextToken ? { nextToken } : {},
    );
    all.push(...(page.logGroups ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return all;
}

/** Log groups; the lines of one as they come. */
export function LogsPage() {
  const { parts, query, set } = useAddress();
  const groups = useLoaded(readGroups, []);
  const opened = parts[1];
  return (
    <Page
      title="Logs"
      filters={
        opened ? (
          <Search label="Text in a line" value={query['q'] ?? ''} onSearch={(q) => set({ q })} />
        ) : undefined
      }
    >
      <Show loaded={groups} what="the log groups">
        {(found) => (
          <Split
            list={
              found.length > 0 ? (
                <Table
                  label="Log groups"
                  columns={opened ? COLUMNS.slice(0, 1) : COLUMNS}
                  rows={found}
                  keyOf={({ logGroupName }) => logGroupName ?? ''}
                  href={({ logGroupName }) => address(['logs', logGroupName ?? ''])}
                  chosen={opened}
                />
              ) : (
                <Empty icon="logs" title="There is no log group">
                  One appears when a function writes its first line.
                </Empty>
              )
            }
            opened={
              opened && (
                <Detail title={opened} back={address(['logs'])} badges={<span class="live">Live</span>}>
                  <LogLines key={opened} group={opened} search={query['q'] ?? ''} />
                </Detail>
              )
            }
          />
        )}
      </Show>
    </Page>
  );
}
