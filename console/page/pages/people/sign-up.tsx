import { Refused } from '../../data/engine.ts';
import { useAction } from '../../data/load.ts';
import { signUp } from '../../data/people.ts';
import { listClients } from '../../data/pools.ts';
import { useAddress } from '../../parts/address.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field, valuesOf } from '../../parts/field.tsx';
import { Failure } from '../../parts/states.tsx';

/** Signs somebody up as an app would, with the pool's first client. */
export function SignUp({ pool, onClose }: { pool: string; onClose: () => void }) {
  const { go } = useAddress();
  const { busy, error, run } = useAction();
  const submit = async ({ email = '', password = '' }: Record<string, string>) => {
    const [client] = await listClients(pool);
    if (!client) throw new Refused('NoClient', 'The pool has no client to sign up with.', 0);
    const { username } = await signUp(client.id, email, password);
    go(['people', pool, username]);
  };
  return (
    <Dialog title="Sign somebody up" onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          const values = valuesOf(event.currentTarget);
          run(() => submit(values));
        }}
      >
        <Field label="E-mail" help="No mail leaves this machine: the code is in the inbox.">
          <input name="email" type="email" required autocomplete="off" />
        </Field>
        <Field label="Password">
          <input name="password" type="password" required autocomplete="new-password" />
        </Field>
        {error && <Failure error={error} />}
        <div class="row">
          <button type="submit" class="button primary" disabled={busy}>
            Sign up
          </button>
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
