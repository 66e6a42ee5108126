import { readCredential, repair, setActive } from '../../data/credential.ts';
import { Refused } from '../../data/engine.ts';
import { useAction, useLoaded } from '../../data/load.ts';
import type { Person } from '../../data/people.ts';
import { listClients } from '../../data/pools.ts';
import { address } from '../../parts/address.ts';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Show } from '../../parts/loaded.tsx';
import { Secret } from '../../parts/secret.tsx';
import { Failure } from '../../parts/states.tsx';

/** A person's credential, and the switch for it. */
export function CredentialPart({ pool, person }: { pool: string; person: Person }) {
  const credential = useLoaded(
    () => readCredential(pool, person.username),
    [pool, person.username, person.status],
  );
  const action = useAction();
  const change = (doing: () => Promise<void>) => action.run(() => doing().then(credential.reload));
  const mend = async () => {
    const [client] = await listClients(pool);
    if (!client) throw new Refused('NoClient', 'The pool has no client.', 0);
    await repair(pool, client.id, person);
  };
  return (
    <section class="stack panel" aria-label="Credential">
      <h3>Credential</h3>
      <Show loaded={credential} what="the credential">
        {(found) =>
          'none' in found ? (
            <div class="row">
              <span>{found.none}</span>
              <button type="button" class="button small" disabled={action.busy} onClick={() => change(mend)}>
                Repair
              </button>
            </div>
          ) : (
            <>
              <Facts
                facts={[
                  [
                    'state',
                    <Badge tone={found.active ? 'ok' : 'refused'}>
                      {found.active ? 'active' : 'inactive'}
                    </Badge>,
                  ],
                  ['kept under', <Secret value={found.key} label="the credential" />],
                  ['made', found.createdAt],
                  ['last used', found.lastUsedAt ?? <span class="muted">never</span>],
                  ['item', <a href={address(['tables', found.table])}>table {found.table}</a>],
                ]}
              />
              <div class="row">
                <button
                  type="button"
                  class="button small"
                  disabled={action.busy}
                  onClick={() => change(() => setActive(pool, person.username, !found.active))}
                >
                  {found.active ? 'Deactivate' : 'Activate'}
                </button>
              </div>
            </>
          )
        }
      </Show>
      {action.error && <Failure error={action.error} />}
    </section>
  );
}
