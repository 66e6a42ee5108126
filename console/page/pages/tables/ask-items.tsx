import { COMPARISONS, type ItemQuery } from '../../data/items.ts';
import { indexesOf, schemaOf, type TableFacts } from '../../data/tables.ts';
import { valuesOf } from '../../parts/field.tsx';
import { Search } from '../../parts/search.tsx';

/** Says which items to read: an index, keys, a filter. Each part is in the address. */
export function AskItems({
  table,
  query,
  onAsk,
}: {
  table: TableFacts;
  query: ItemQuery;
  onAsk: (changes: Partial<ItemQuery>) => void;
}) {
  const { partition, sort } = schemaOf(table, query.index);
  const indexes = indexesOf(table);
  return (
    <form
      class="filters"
      aria-label="Which items"
      onSubmit={(event) => {
        event.preventDefault();
        const { compares = '=', sort: value = '', filter = '' } = valuesOf(event.currentTarget);
        onAsk({ compares: value ? compares : '', sort: value, filter });
      }}
    >
      {indexes.length > 0 && (
        <select
          aria-label="Index"
          value={query.index}
          onChange={(event) => onAsk({ index: event.currentTarget.value, key: '', compares: '', sort: '' })}
        >
          <option value="">The table itself</option>
          {indexes.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
      <Search label={`${partition.name}, exactly`} value={query.key} onSearch={(key) => onAsk({ key })} />
      {sort && query.key !== '' && (
        <>
          <select name="compares" aria-label={`How ${sort.name} compares`} defaultValue={query.compares}>
            {Object.entries(COMPARISONS).map(([id, words]) => (
              <option key={id} value={id} selected={id === query.compares}>
                {`${sort.name} ${words}`}
              </option>
            ))}
          </select>
          <input
            key={`sort ${query.sort}`}
            name="sort"
            aria-label={sort.name}
            placeholder="anything"
            defaultValue={query.sort}
          />
        </>
      )}
      <input
        key={`filter ${query.filter}`}
        name="filter"
        class="mono grow"
        aria-label="Filter expression"
        placeholder='Filter: active = true AND contains(email, "ann")'
        spellcheck={false}
        autocomplete="off"
        defaultValue={query.filter}
      />
      <button type="submit" class="button small">
        Read
      </button>
    </form>
  );
}
