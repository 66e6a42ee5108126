import { Refused } from '../../data/engine.ts';
import { useInbox } from '../../data/inbox.ts';
import { useAction } from '../../data/load.ts';
import { confirm, type Person } from '../../data/people.ts';
import { listClients } from '../../data/pools.ts';
import { Field, valuesOf } from '../../parts/field.tsx';
import { Failure } from '../../parts/states.tsx';

/** Confirms a sign-up; the latest code is filled in. */
export function Confirm({
  pool,
  person,
  onConfirmed,
}: {
  pool: string;
  person: Person;
  onConfirmed: () => void;
}) {
  const inbox = useInbox({ userPoolId: pool, username: person.username });
  const { busy, error, run } = useAction();
  const code = inbox.value?.find((mail) => mail.code !== undefined)?.code;
  const submit = async (given: string) => {
    const [client] = await listClients(pool);
    if (!client) throw new Refused('NoClient', 'The pool has no client to confirm with.', 0);
    await confirm(client.id, person.username, given);
    onConfirmed();
  };
  return (
    <form
      class="form panel"
      onSubmit={(event) => {
        event.preventDefault();
        const { code: given = '' } = valuesOf(event.currentTarget);
        run(() => submit(given));
      }}
    >
      <Field
        label="Confirmation code"
        help={code ? 'From the inbox.' : 'The inbox has none for this person.'}
      >
        <input key={code} name="code" class="mono" required autocomplete="off" defaultValue={code ?? ''} />
      </Field>
      {error && <Failure error={error} />}
      <div class="row">
        <button type="submit" class="button primary" disabled={busy}>
          Confirm
        </button>
      </div>
    </form>
  );
}
