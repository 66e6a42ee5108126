import type { ComponentChildren } from 'preact';
import type { TraceSummary } from '../../../../emulator/control/traces/trace.ts';
import type { TraceFeed } from '../../data/traces.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Badge, Status } from '../../parts/badge.tsx';
import { duration } from '../../parts/format.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';

const COLUMNS: readonly Column<TraceSummary>[] = [
  { name: 'What', cell: What },
  { name: 'Status', width: '76px', cell: ({ statusCode }) => <Status code={statusCode} /> },
  {
    name: 'Who',
    width: '19%',
    minor: true,
    cell: ({ who }) => <span title={who ?? ''}>{shortWho(who)}</span>,
  },
  {
    name: 'Why not',
    width: '26%',
    minor: true,
    cell: ({ refusedBecause }) => <span title={refusedBecause ?? ''}>{refusedBecause}</span>,
  },
  { name: 'Took', width: '84px', end: true, cell: ({ durationMs }) => duration(durationMs) },
  { name: 'When', width: '104px', minor: true, end: true, cell: ({ startedAt }) => <Time at={startedAt} /> },
];

const FEW = COLUMNS.filter(({ name }) => ['What', 'Status', 'Took'].includes(name));

/** Traces as a list of links. `page` is the page they open on. */
export function TraceList({
  feed,
  label,
  page,
  opened,
  empty,
}: {
  feed: TraceFeed;
  label: string;
  page: string;
  opened: string | undefined;
  empty: ComponentChildren;
}) {
  const { query } = useAddress();
  const { traces, error, loading, more, reload } = feed;
  if (error) return <Failure error={error} retry={reload} />;
  if (traces.length === 0) return <>{loading ? <Loading what="traces" /> : empty}</>;
  const { tab, span, ...kept } = query;
  return (
    <Table
      label={label}
      columns={opened ? FEW : COLUMNS}
      rows={traces}
      keyOf={({ id }) => id}
      href={({ id }) => address([page, id], kept)}
      chosen={traces.find(({ id, requestIds }) => id === opened || requestIds.includes(opened ?? ''))?.id}
      onEnd={more}
    />
  );
}

function What({ title, faults, kind }: TraceSummary) {
  const [, method, rest] = kind === 'gate' ? (/^(\S+) (.*)$/s.exec(title) ?? []) : [];
  return (
    <>
      {method ? <span class="method">{method}</span> : null} {rest ?? title}{' '}
      {faults.length > 0 && <Badge tone="error">fault</Badge>}
    </>
  );
}

/** A caller's ARN is long, and its last part says who it is. */
function shortWho(who: string | null): string {
  if (!who) return '';
  return who.startsWith('arn:') ? (who.split(':').at(-1) ?? who) : who;
}
