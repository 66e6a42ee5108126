import { useEffect, useState } from 'preact/hooks';
import { useEvents } from '../../data/events.ts';
import { asError, useLoaded } from '../../data/load.ts';
import { listPeople, type Person } from '../../data/people.ts';
import { listPools } from '../../data/pools.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Icon } from '../../parts/icon.tsx';
import { Show } from '../../parts/loaded.tsx';
import { Page, Split } from '../../parts/page.tsx';
import { Search } from '../../parts/search.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { PersonDetail } from './person-detail.tsx';
import { PersonStatus } from './person-status.tsx';
import { SignUp } from './sign-up.tsx';

const COLUMNS: readonly Column<Person>[] = [
  { name: 'Person', cell: nameOf },
  { name: 'User name', width: '30%', minor: true, cell: ({ username }) => <code>{username}</code> },
  { name: 'Status', width: '130px', cell: (person) => <PersonStatus person={person} /> },
  { name: 'Since', width: '120px', minor: true, end: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
];
const FEW = COLUMNS.filter(({ name }) => name === 'Person' || name === 'Status');

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
          <Search label="Beginning of an address" value={query['q'] ?? ''} onSearch={(q) => set({ q })} />
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
            <People key={pool} pool={pool} opened={parts[2]} search={query['q'] ?? ''} />
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

interface State {
  readonly people: readonly Person[];
  readonly next?: string | undefined;
  readonly loading: boolean;
  readonly error?: Error;
}

function People({ pool, opened, search }: { pool: string; opened: string | undefined; search: string }) {
  const [{ people, next, loading, error }, setState] = useState<State>({ people: [], loading: true });
  const read = (from?: string) => {
    setState((before) => ({ ...before, loading: true }));
    listPeople(pool, search, from).then(
      (page) =>
        setState((before) => ({
          people: from ? [...before.people, ...page.people] : page.people,
          next: page.next,
          loading: false,
        })),
      (failure: unknown) => setState({ people: [], loading: false, error: asError(failure) }),
    );
  };
  useEffect(() => read(), [pool, search]);
  useEvents(['trace'], (events) => {
    if (events.some(({ kind }) => kind === 'sign-up')) read();
  });
  if (error) return <Failure error={error} retry={() => read()} />;
  const list =
    people.length > 0 ? (
      <Table
        label="People"
        columns={opened ? FEW : COLUMNS}
        rows={people}
        keyOf={({ username }) => username}
        href={({ username }) => address(['people', pool, username], search ? { q: search } : {})}
        chosen={opened}
        onEnd={next && !loading ? () => read(next) : undefined}
      />
    ) : loading ? (
      <Loading what="people" />
    ) : (
      <Empty icon="person" title={search ? 'Nobody’s address begins so' : 'Nobody has signed up yet'}>
        {search ? (
          'Search for less.'
        ) : (
          <a href={address(['people', pool], { form: 'sign-up' })}>Sign somebody up</a>
        )}
      </Empty>
    );
  return (
    <Split
      list={list}
      opened={
        opened && (
          <PersonDetail
            key={opened}
            pool={pool}
            username={opened}
            back={address(['people', pool])}
            onChange={() => read()}
          />
        )
      }
    />
  );
}

function nameOf({ attributes, username }: Person): string {
  return attributes['email'] ?? attributes['phone_number'] ?? username;
}
