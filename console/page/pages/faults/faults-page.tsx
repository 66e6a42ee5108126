import { engine } from '../../data/engine.ts';
import { useAction, useLoaded } from '../../data/load.ts';
import { count } from '../../parts/format.ts';
import { Show } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Empty, Failure } from '../../parts/states.tsx';
import { Clock } from './clock.tsx';
import { NewRule } from './new-rule.tsx';
import { Realism } from './realism.tsx';
import { type Rule, wordsOf } from './rule.ts';

/** Fault rules, made and deleted; the clock; how slow the account is. */
export function FaultsPage() {
  const rules = useLoaded((signal) => engine<{ rules: readonly Rule[] }>('faults', { signal }), []);
  const drop = useAction();
  return (
    <Page title="Faults and realism">
      <div class="page-body stack columns">
        <section class="stack panel" aria-label="New rule">
          <h2>New fault rule</h2>
          <NewRule onMade={rules.reload} />
        </section>
        <section class="stack" aria-label="Rules in force">
          <h2>Rules in force</h2>
          {drop.error && <Failure error={drop.error} />}
          <Show loaded={rules} what="the rules">
            {({ rules: found }) =>
              found.length === 0 ? (
                <Empty icon="faults" title="No rule is in force">
                  Every call is answered as AWS would. A rule spoils those that it names; the waterfall of a
                  trace shows where one struck.
                </Empty>
              ) : (
                found.map((rule) => (
                  <div key={rule.id} class="panel row">
                    <div class="grow">
                      <strong class="wrap">{`${rule.service} ${rule.operation}`}</strong>
                      <div class="muted wrap">{wordsOf(rule)}</div>
                      <div class="muted">{`${count(rule.seen)} seen, ${count(rule.struck)} struck`}</div>
                    </div>
                    <button
                      type="button"
                      class="button small danger"
                      disabled={drop.busy}
                      onClick={() =>
                        drop.run(() =>
                          engine<void>(`faults/${encodeURIComponent(rule.id)}`, { method: 'DELETE' }).then(
                            rules.reload,
                          ),
                        )
                      }
                    >
                      Drop
                    </button>
                  </div>
                ))
              )
            }
          </Show>
          <h2>Clock</h2>
          <Clock />
          <h2>Realism</h2>
          <div class="panel">
            <Realism />
          </div>
        </section>
      </div>
    </Page>
  );
}
