import { address, useAddress } from './address.ts';

/** Views of one thing; the chosen one is in the address, under `tab`. The first is the default. */
export function Tabs({
  label,
  tabs,
  chosen,
}: {
  label: string;
  tabs: readonly (readonly [id: string, name: string])[];
  chosen: string;
}) {
  const { parts, query } = useAddress();
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(([id, name]) => (
        <a
          key={id}
          href={address(parts, { ...query, tab: id })}
          aria-current={id === chosen ? 'page' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
