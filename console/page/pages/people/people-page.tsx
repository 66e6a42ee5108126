import { useLoaded } from '../../data/load.ts';
import { listPools } from '../../data/pools.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Icon } from '../../parts/icon.tsx';
import { Show } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { Empty } from '../../parts/states.tsx';
import { askedPeople, FindPeople } from './find-people.tsx';
import { People } from './people-list.tsx';
import { SignUp } from './sign-up.tsx';

/** The people of a pool. */
export function PeoplePage() {
  const { parts, query, set } = useAddress();
  const pools = useLoaded(listPools, []);
  const pool = parts[1] ?? pools.value?.[0]?.Id;
  return (
    <Page
      title="People"
      tools={
        <button
          type="button"
          class="button small primary"
          disabled={!pool}
          onClick={() => set({ form: 'sign-up' })}
        >
          <Icon name="plus" />
          Sign up
        </button>
      }
      filters={
        <>
          <FindPeople />
          <nav class="chips" aria-label="User pool">
            {pools.value?.map(({ Id = '', Name = '' }) => (
              <a key={Id} href={address(['people', Id])} aria-current={Id === pool ? 'true' : undefined}>
                {Name}
              </a>
            ))}
          </nav>
        </>
      }
    >
      <Show loaded={pools} what="the user pools">
        {() =>
          pool ? (
            <People key={pool} pool={pool} opened={parts[2]} asked={askedPeople(query)} />
          ) : (
            <Empty icon="person" title="There is no user pool">
              Run <code>make up</code>, or make one with an SDK or the AWS CLI.
            </Empty>
          )
        }
      </Show>
      {pool && query['form'] === 'sign-up' && <SignUp pool={pool} onClose={() => set({ form: '' })} />}
    </Page>
  );
}
