import { useState } from 'preact/hooks';
import { invoke, type Run } from '../../data/functions.ts';
import { useAction } from '../../data/load.ts';
import { address } from '../../parts/address.ts';
import { Badge } from '../../parts/badge.tsx';
import { Code } from '../../parts/code.tsx';
import { Field, valuesOf } from '../../parts/field.tsx';
import { pretty } from '../../parts/format.ts';
import { Failure } from '../../parts/states.tsx';

/** Invokes a function with an event, which this browser remembers. */
export function Invoke({ name, onRun }: { name: string; onRun: () => void }) {
  const key = `gatehouse.event.${name}`;
  const [run, setRun] = useState<Run>();
  const action = useAction();
  const start = async (event: string) => {
    localStorage.setItem(key, event);
    setRun(await invoke(name, event));
    onRun();
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        const { event: text = '{}' } = valuesOf(event.currentTarget);
        action.run(() => start(text));
      }}
    >
      <Field label="Event" help="JSON. This browser keeps it.">
        <textarea name="event" spellcheck={false} defaultValue={localStorage.getItem(key) ?? '{}'} />
      </Field>
      <div class="row">
        <button type="submit" class="button primary" disabled={action.busy}>
          {action.busy ? 'It runs …' : 'Invoke'}
        </button>
      </div>
      {action.error && <Failure error={action.error} />}
      {run && (
        <div class="stack">
          <div class="row">
            <Badge tone={run.failed ? 'error' : 'ok'}>{run.failed ? 'failed' : 'answered'}</Badge>
            <a href={address(['requests', run.requestId])}>Its trace</a>
          </div>
          <Code label="answer" text={pretty(run.text)} />
        </div>
      )}
    </form>
  );
}
