import { useEvents } from '../../data/events.ts';
import { usePages } from '../../data/pages.ts';
import { listPeople, type PeopleQuery, type Person } from '../../data/people.ts';
import { useSeldom } from '../../data/seldom.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Split } from '../../parts/page.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { PersonDetail } from './person-detail.tsx';
import { PersonStatus } from './person-status.tsx';

const COLUMNS: readonly Column<Person>[] = [
  { name: 'Person', cell: nameOf },
  { name: 'User name', width: '30%', minor: true, cell: ({ username }) => <code>{username}</code> },
  { name: 'Status', width: '130px', cell: (person) => <PersonStatus person={person} /> },
  { name: 'Since', width: '120px', minor: true, end: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
];
const FEW = COLUMNS.filter(({ name }) => name === 'Person' || name === 'Status');

/** The list of a pool's people, read page by page, and the open one. Cognito lists the newest last. */
export function People({
  pool,
  opened,
  asked,
}: {
  pool: string;
  opened: string | undefined;
  asked: PeopleQuery;
}) {
  const { query } = useAddress();
  const { by, search, status } = asked;
  const people = usePages<Person, string>(
    (from) => listPeople(pool, asked, from),
    [pool, by, search, status],
  );
  // The rest of a long list stays where the reader is.
  const reload = useSeldom(people.reloadLast);
  useEvents(['trace'], (events) => {
    if (events.some(({ kind }) => kind === 'sign-up')) reload();
  });
  if (people.error) return <Failure error={people.error} retry={people.reload} />;
  const { form: _, ...kept } = query;
  const list =
    people.rows.length > 0 ? (
      <Table
        label="People"
        columns={opened ? FEW : COLUMNS}
        rows={people.rows}
        keyOf={({ username }) => username}
        href={({ username }) => address(['people', pool, username], kept)}
        chosen={opened}
        onEnd={people.more}
      />
    ) : people.loading ? (
      <Loading what="people" />
    ) : (
      <Empty icon="person" title={search || status ? 'Nobody fits' : 'Nobody has signed up yet'}>
        {search || status ? (
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
            back={address(['people', pool], kept)}
            onRead={(person) => people.change((row) => (row.username === person.username ? person : row))}
          />
        )
      }
    />
  );
}

function nameOf({ attributes, username }: Person): string {
  return attributes['email'] ?? attributes['phone_number'] ?? username;
}
