import { useEffect } from 'preact/hooks';
import { useAction, useLoaded } from '../../data/load.ts';
import { type AdminAct, administer, type Person, readPerson } from '../../data/people.ts';
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
  onRead,
}: {
  pool: string;
  username: string;
  back: string;
  /** Told of the person each time they were read: the list may have older news of them. */
  onRead: (person: Person) => void;
}) {
  const person = useLoaded(() => readPerson(pool, username), [pool, username]);
  useEffect(() => {
    if (person.value) onRead(person.value);
  }, [person.value]);
  const action = useAction();
  const act = (name: AdminAct) => action.run(() => administer(name, pool, username).then(person.reload));
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
          {known.status === 'UNCONFIRMED' && (
            <Confirm pool={pool} person={known} onConfirmed={person.reload} />
          )}
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
