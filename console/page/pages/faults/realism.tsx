import { engine } from '../../data/engine.ts';
import { useAction, useLoaded } from '../../data/load.ts';
import type { Settings } from '../../data/settings.ts';
import { Field, valuesOf } from '../../parts/field.tsx';
import { Show } from '../../parts/loaded.tsx';
import { Failure } from '../../parts/states.tsx';

/** What each behaviour delays; the engine knows their names. */
const WORDS: Readonly<Record<string, string>> = {
  'role-delay': 'until Lambda and STS see a new role',
  'function-pending': 'a new function is Pending',
  'function-update': 'a changed function is InProgress',
  'table-states': 'a table is CREATING, UPDATING or DELETING',
  'permission-lag': 'until changed policies have an effect',
  'iam-lag': 'until IAM’s reads show a change',
  'list-lag': 'until lists show a change',
};

const SWITCHES: Readonly<Record<string, string>> = {
  quotas: 'of API Gateway’s control plane',
  throughput: 'DynamoDB throttles beyond a table’s capacity',
};

/** How slow the account is: read from the engine, and set in it until it is restarted. */
export function Realism() {
  const settings = useLoaded((signal) => engine<Settings>('settings', { signal }), []);
  const { busy, error, run } = useAction();
  const set = (realism: string) =>
    run(() => engine<object>('settings', { method: 'POST', body: { realism } }).then(settings.reload));
  return (
    <Show loaded={settings} what="the settings">
      {({ realism }) => (
        <form
          class="form"
          key={JSON.stringify(realism)}
          onSubmit={(event) => {
            event.preventDefault();
            set(wordsOf(realism, valuesOf(event.currentTarget)));
          }}
        >
          <p>
            {Object.values(realism).some(Boolean)
              ? 'The account is slower than this machine, as set here.'
              : 'Everything takes effect at once.'}{' '}
            A restart brings back what the variable REALISM says.
          </p>
          <div class="form-row">
            {Object.entries(realism).map(([name, value]) =>
              typeof value === 'number' ? (
                <Field key={name} label={`${name}, ms`} help={WORDS[name] ?? ''}>
                  <input
                    name={name}
                    type="number"
                    min="0"
                    max="3600000"
                    step="1"
                    defaultValue={String(value)}
                    required
                  />
                </Field>
              ) : (
                <Field key={name} label={name} help={SWITCHES[name] ?? ''}>
                  <select name={name}>
                    <option value="off" selected={!value}>
                      off
                    </option>
                    <option value="on" selected={value}>
                      on
                    </option>
                  </select>
                </Field>
              ),
            )}
          </div>
          {error && <Failure error={error} />}
          <div class="row">
            <button type="submit" class="button primary" disabled={busy}>
              Set
            </button>
            <button type="button" class="button" disabled={busy} onClick={() => set('aws')}>
              As on AWS
            </button>
            <button type="button" class="button" disabled={busy} onClick={() => set('')}>
              All off
            </button>
          </div>
        </form>
      )}
    </Show>
  );
}

/** The form in the words of REALISM. */
function wordsOf(realism: Settings['realism'], values: Readonly<Record<string, string>>): string {
  return Object.entries(realism)
    .map(([name, value]) => {
      if (typeof value === 'number') return `${name}=${values[name] ?? value}`;
      return values[name] === 'on' ? name : `${name}=off`;
    })
    .join(',');
}
