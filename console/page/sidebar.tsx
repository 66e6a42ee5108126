import { useEffect, useRef, useState } from 'preact/hooks';
import { address, useAddress } from './parts/address.ts';
import { Icon, type IconName } from './parts/icon.tsx';
import { Search } from './parts/search.tsx';
import { chooseTheme, type Theme, theme } from './parts/theme.ts';

const GROUPS: readonly (readonly [
  string,
  readonly (readonly [id: string, name: string, icon: IconName])[],
])[] = [
  [
    'Watch',
    [
      ['system', 'System', 'system'],
      ['requests', 'Requests', 'requests'],
      ['sign-ups', 'Sign-ups', 'story'],
      ['inbox', 'Inbox', 'inbox'],
      ['logs', 'Logs', 'logs'],
    ],
  ],
  [
    'Use',
    [
      ['people', 'People', 'person'],
      ['tables', 'Tables', 'table'],
      ['functions', 'Functions', 'function'],
      ['apis', 'APIs', 'api'],
      ['roles', 'Roles', 'role'],
    ],
  ],
  ['Disturb', [['faults', 'Faults and realism', 'faults']]],
];

/** Links to all pages, and the field that finds a trace by any id. */
export function Sidebar({ current }: { current: string }) {
  const { go } = useAddress();
  const pages = useRef<HTMLElement>(null);
  // On a narrow screen the links are a row that scrolls.
  useEffect(() => {
    pages.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <aside class="sidebar">
      <a class="brand" href={address([])}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M8 25V14a8 8 0 0 1 16 0v11h-4.500V14.500a3.500 3.500 0 0 0-7 0V25z" />
        </svg>
        Gatehouse
      </a>
      <Search
        label="Find a trace by id"
        value=""
        onSearch={(id) => id.trim() && go(['requests', id.trim()])}
      />
      <nav aria-label="Pages" ref={pages}>
        {GROUPS.map(([group, links]) => (
          <div class="nav-group" key={group}>
            <span class="nav-title">{group}</span>
            {links.map(([id, name, icon]) => (
              <a
                key={id}
                href={address(id === 'system' ? [] : [id])}
                aria-current={id === current ? 'page' : undefined}
              >
                <Icon name={icon} />
                {name}
              </a>
            ))}
          </div>
        ))}
      </nav>
      <ThemeSwitch />
    </aside>
  );
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

function ThemeSwitch() {
  const [chosen, setChosen] = useState(theme());
  const choose = () => {
    chooseTheme(NEXT[chosen]);
    setChosen(NEXT[chosen]);
  };
  return (
    <button type="button" class="theme" onClick={choose}>
      <Icon name="theme" />
      <span>{{ system: 'Theme of the machine', light: 'Light theme', dark: 'Dark theme' }[chosen]}</span>
    </button>
  );
}
