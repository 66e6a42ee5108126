import { engine } from '../../data/engine.ts';
import { useAction } from '../../data/load.ts';
import { useTraces } from '../../data/traces.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Page, Split } from '../../parts/page.tsx';
import { Search } from '../../parts/search.tsx';
import { Empty, Failure } from '../../parts/states.tsx';
import { TraceDetail } from './trace-detail.tsx';
import { TraceList } from './trace-list.tsx';

const KINDS = [
  ['gate', 'Gate'],
  ['invocation', 'Function runs'],
  ['call', 'API calls'],
  ['all', 'Everything'],
] as const;

const STATUSES = [
  ['', 'All'],
  ['ok', 'OK'],
  ['refused', 'Refused'],
  ['error', 'Error'],
] as const;

/** Requests as they come; the open one with everything it caused. */
export function RequestsPage() {
  const { parts, query, set } = useAddress();
  const opened = parts[1];
  const kind = query['kind'] ?? 'gate';
  const feed = useTraces({
    kind: kind === 'all' ? '' : kind,
    status: query['status'] ?? '',
    q: query['q'] ?? '',
  });
  const forget = useAction();
  return (
    <Page
      title="Requests"
      tools={
        <>
          <span class="live">Live</span>
          <button
            type="button"
            class="button small"
            disabled={forget.busy}
            onClick={() => forget.run(() => engine<void>('traces', { method: 'DELETE' }).then(feed.reload))}
          >
            Forget all
          </button>
        </>
      }
      filters={
        <>
          <Search label="Path, person, reason or id" value={query['q'] ?? ''} onSearch={(q) => set({ q })} />
          <Chips name="kind" chosen={kind} choices={KINDS} label="Kind" />
          <Chips name="status" chosen={query['status'] ?? ''} choices={STATUSES} label="Outcome" />
        </>
      }
    >
      {forget.error && <Failure error={forget.error} />}
      <Split
        list={
          <TraceList
            feed={feed}
            label="Requests"
            page="requests"
            opened={opened}
            empty={<Nothing filtered={Boolean(query['q'] || query['status'])} />}
          />
        }
        opened={opened && <TraceDetail id={opened} page="requests" />}
      />
    </Page>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <Empty icon="requests" title="Nothing that fits">
      Take the filter away, or wait: what fits appears here as it comes.
    </Empty>
  ) : (
    <Empty icon="requests" title="No request yet">
      Send one to an API, or run <code>make demo</code>. It appears here as it comes.
    </Empty>
  );
}

function Chips({
  name,
  label,
  chosen,
  choices,
}: {
  name: string;
  label: string;
  chosen: string;
  choices: readonly (readonly [id: string, text: string])[];
}) {
  const { parts, query } = useAddress();
  return (
    <nav class="chips" aria-label={label}>
      {choices.map(([id, text]) => (
        <a
          key={id}
          href={address(parts, { ...query, [name]: id })}
          aria-current={id === chosen ? 'true' : undefined}
        >
          {text}
        </a>
      ))}
    </nav>
  );
}
