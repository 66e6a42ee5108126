import { type PeopleQuery, SEARCHED } from '../../data/people.ts';
import { useAddress } from '../../parts/address.ts';
import { Search } from '../../parts/search.tsx';

/** Cognito's statuses, and whether somebody may sign in at all, by ListUsers' names for them. */
const STATUSES: Readonly<Record<string, string>> = {
  '': 'Everybody',
  CONFIRMED: 'Confirmed',
  UNCONFIRMED: 'Unconfirmed',
  RESET_REQUIRED: 'Reset required',
  FORCE_CHANGE_PASSWORD: 'Force change password',
  Disabled: 'Disabled',
};

/** Which people the address asks for. */
export function askedPeople({
  by = 'email',
  q = '',
  status = '',
}: Readonly<Record<string, string>>): PeopleQuery {
  return { by: by in SEARCHED ? by : 'email', search: q, status: q ? '' : status };
}

/** Finds people by the beginning of an attribute, or by their status: ListUsers takes one of the two. */
export function FindPeople() {
  const { query, set } = useAddress();
  const { by, search, status } = askedPeople(query);
  return (
    <>
      <select
        aria-label="Search by"
        value={by}
        onChange={(event) => set({ by: event.currentTarget.value, q: '' })}
      >
        {Object.entries(SEARCHED).map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
      <Search
        label={by === 'email' ? 'Beginning of an address' : `Beginning of a ${SEARCHED[by]?.toLowerCase()}`}
        value={search}
        onSearch={(q) => set(q ? { q, status: '' } : { q })}
      />
      <select
        aria-label="Status"
        value={status}
        onChange={(event) => set({ status: event.currentTarget.value, q: '' })}
      >
        {Object.entries(STATUSES).map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </>
  );
}
