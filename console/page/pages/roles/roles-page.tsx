import type { ComponentChildren } from 'preact';
import { engine } from '../../data/engine.ts';
import { useLoaded } from '../../data/load.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Badge, type Tone } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Show } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Search } from '../../parts/search.tsx';
import { Empty } from '../../parts/states.tsx';

/** `GET /_gatehouse/policy-report`. */
interface Report {
  readonly mode: 'enforce' | 'audit';
  readonly roles: readonly {
    readonly role: string;
    readonly arn: string;
    readonly used: readonly { action: string; resources: string[] }[];
    readonly refused: readonly { action: string; resources: string[] }[];
    readonly unused: readonly { policy: string; statement: string; action: string; resource: string }[];
  }[];
}

/** What each role used, was denied, and never used. */
export function RolesPage() {
  const { query, set } = useAddress();
  const report = useLoaded((signal) => engine<Report>('policy-report', { signal }), []);
  const q = (query['q'] ?? '').toLowerCase();
  return (
    <Page
      title="Roles"
      tools={
        <button type="button" class="button small" onClick={report.reload}>
          Read again
        </button>
      }
      filters={
        <Search label="Name of a role" value={query['q'] ?? ''} onSearch={(text) => set({ q: text })} />
      }
    >
      <Show loaded={report} what="the policy report">
        {({ mode, roles }) => {
          const shown = roles.filter(({ role }) => role.toLowerCase().includes(q));
          return (
            <div class="page-body stack">
              {mode === 'audit' && <p class="notice">IAM only audits: what policies refuse was let pass.</p>}
              {shown.length === 0 && (
                <Empty icon="role" title={q ? 'No role has this name' : 'There is no role'} />
              )}
              {shown.map(({ role, arn, used, refused, unused }) => (
                <section key={role} class="stack panel" aria-label={role}>
                  <h2>
                    <a href={address(['roles'], { q: role })}>{role}</a>
                  </h2>
                  <code class="muted wrap">{arn}</code>
                  <Kind
                    tone="error"
                    name="refused"
                    rows={refused.map(({ action, resources }) => [action, resources.join(', ')])}
                  />
                  <Kind
                    tone="ok"
                    name="used"
                    rows={used.map(({ action, resources }) => [action, resources.join(', ')])}
                  />
                  <Kind
                    tone="refused"
                    name="never used"
                    rows={unused.map(({ action, resource, policy, statement }) => [
                      action,
                      `${resource} (${policy}, statement ${statement})`,
                    ])}
                  />
                </section>
              ))}
            </div>
          );
        }}
      </Show>
    </Page>
  );
}

function Kind({
  tone,
  name,
  rows,
}: {
  tone: Tone;
  name: string;
  rows: readonly (readonly [string, string])[];
}): ComponentChildren {
  if (rows.length === 0) return null;
  return (
    <div>
      <Badge tone={tone}>{`${name}: ${rows.length}`}</Badge>
      <Facts
        facts={rows.map(([action, resources]) => [action, <code class="wrap">{resources}</code>] as const)}
      />
    </div>
  );
}
