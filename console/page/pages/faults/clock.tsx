import { engine } from '../../data/engine.ts';
import { useAction, useLoaded } from '../../data/load.ts';
import { Field, valuesOf } from '../../parts/field.tsx';
import { Show } from '../../parts/loaded.tsx';
import { Failure } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';

/** The engine's time; a way to move it, if it is set by hand. */
export function Clock() {
  const clock = useLoaded((signal) => engine<{ now: number; manual: boolean }>('clock', { signal }), []);
  const { busy, error, run } = useAction();
  return (
    <Show loaded={clock} what="the clock">
      {({ now, manual }) => (
        <div class="stack">
          <p>
            The engine has <Time at={now} />
            {manual
              ? ', and stands still until it is moved.'
              : ', by this machine’s clock. Started with CLOCK=manual it is moved by hand.'}
          </p>
          {manual && (
            <form
              class="row"
              onSubmit={(event) => {
                event.preventDefault();
                const { seconds = '0' } = valuesOf(event.currentTarget);
                const body = { advanceMs: Math.round(Number(seconds) * 1_000) };
                run(() => engine<object>('clock', { method: 'POST', body }).then(clock.reload));
              }}
            >
              <Field label="Seconds">
                <input name="seconds" type="number" min="0" step="any" defaultValue="60" required />
              </Field>
              <button type="submit" class="button" disabled={busy}>
                Move on
              </button>
            </form>
          )}
          {error && <Failure error={error} />}
        </div>
      )}
    </Show>
  );
}
