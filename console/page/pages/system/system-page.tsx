import { useEvents } from '../../data/events.ts';
import { useLoaded } from '../../data/load.ts';
import { useSeldom } from '../../data/seldom.ts';
import { type Counts, type Layout, readCounts, readLayout } from '../../data/system.ts';
import { Facts } from '../../parts/facts.tsx';
import { bytes, count, counted } from '../../parts/format.ts';
import { Show } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { Diagram } from './diagram.tsx';
import { PartsTable } from './parts-table.tsx';

/** The system as the README draws it, live. */
export function SystemPage() {
  const layout = useLoaded(readLayout, []);
  const counts = useLoaded(readCounts, []);
  const reload = useSeldom(counts.reload);
  useEvents(['trace', 'reset'], (events) => {
    reload();
    if (events.some(({ type }) => type === 'reset')) layout.reload();
  });
  return (
    <Page title="System" tools={<span class="live">Live</span>}>
      <div class="page-body stack system">
        <Show loaded={layout} what="the system">
          {(there) => (
            <Show loaded={counts} what="its counts">
              {(known) => <System layout={there} counts={known} />}
            </Show>
          )}
        </Show>
      </div>
    </Page>
  );
}

function System({ layout, counts }: { layout: Layout; counts: Counts }) {
  const { settings } = layout;
  const { startedAt, traces } = counts.report;
  return (
    <>
      <Diagram layout={layout} counts={counts} />
      <section class="stack" aria-labelledby="parts">
        <h2 id="parts">Parts</h2>
        <PartsTable parts={counts.report.parts} />
      </section>
      <section class="stack" aria-labelledby="engine">
        <h2 id="engine">Engine</h2>
        <Facts
          facts={[
            ['up since', <Time at={startedAt} />],
            ['account and region', <code>{`${settings.accountId}, ${settings.region}`}</code>],
            ['IAM', settings.iam === 'audit' ? 'audit: allows and reports what policies deny' : 'enforced'],
            ['functions are shut in by', settings.lambdaSandbox],
            [
              'traces',
              `${counted(traces.kept, 'trace')} in ${bytes(traces.bytes)}${traces.skipped > 0 ? `; ${count(traces.skipped)} were not kept, since more came than ${count(traces.perSecond)} a second` : ''}`,
            ],
          ]}
        />
      </section>
    </>
  );
}
