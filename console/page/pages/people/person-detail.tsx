import { useAction, useLoaded } from '../../data/load.ts';
import { type AdminAct, administer, readPerson } from '../../data/people.ts';
import { address } from '../../parts/address.ts';
import { Detail } from '../../parts/detail.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Show } from '../../parts/loaded.tsx';
import { Failure } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { Confirm } from './confirm.tsx';
import { CredentialPart } from './credential-part.tsx';
import { PersonStatus } from './person-status.tsx';

/** One person: what the pool knows, what the table has, and what can be done. */
export function PersonDetail({
  pool,
  username,
  back,
  onChange,
}: {
  pool: string;
  username: string;
  back: string;
  onChange: () => void;
}) {
  const person = useLoaded(() => readPerson(pool, username), [pool, username]);
  const action = useAction();
  const changed = () => {
    person.reload();
    onChange();
  };
  const act = (name: AdminAct) => action.run(() => administer(name, pool, username).then(changed));
  return (
    <Show loaded={person} what="the person">
      {(known) => (
        <Detail
          title={known.attributes['email'] ?? known.username}
          back={back}
          badges={<PersonStatus person={known} />}
          tools={
            <>
              {known.status === 'CONFIRMED' && (
                <button
                  type="button"
                  class="button small"
                  disabled={action.busy}
                  onClick={() => act('AdminResetUserPassword')}
                >
                  Reset password
                </button>
              )}
              <button
                type="button"
                class="button small"
                disabled={action.busy}
                onClick={() => act(known.enabled ? 'AdminDisableUser' : 'AdminEnableUser')}
              >
                {known.enabled ? 'Disable' : 'Enable'}
              </button>
              <a
                class="button small"
                href={address(['sign-ups'], { q: known.attributes['email'] ?? known.username })}
              >
                Their sign-up
              </a>
            </>
          }
        >
          {action.error && <Failure error={action.error} />}
          {known.status === 'UNCONFIRMED' && <Confirm pool={pool} person={known} onConfirmed={changed} />}
          {known.status !== 'UNCONFIRMED' && <CredentialPart pool={pool} person={known} />}
          <h3>Attributes</h3>
          <Facts
            facts={[
              ...Object.entries(known.attributes).map(([name, value]) => [name, value] as const),
              ['user name', <code>{known.username}</code>],
              ['groups', known.groups.length > 0 ? known.groups.join(', ') : <span class="muted">none</span>],
              ['since', <Time at={known.createdAt} />],
              ['changed', <Time at={known.changedAt} />],
            ]}
          />
        </Detail>
      )}
    </Show>
  );
}
