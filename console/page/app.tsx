import { useEffect } from 'preact/hooks';
import { LocationProvider } from 'preact-iso';
import { PAGES } from './pages/pages.ts';
import { address, BASE, useAddress } from './parts/address.ts';
import { Page } from './parts/page.tsx';
import { Empty } from './parts/states.tsx';
import { Sidebar } from './sidebar.tsx';

/** The whole console: the sidebar, and the page of the address. */
export function App() {
  return (
    <LocationProvider scope={/^\/(_gatehouse\/console|$|\?)/}>
      <Shell />
    </LocationProvider>
  );
}

function Shell() {
  const { parts } = useAddress();
  const name = parts[0] ?? 'system';
  const Found = PAGES[name];
  useEffect(() => {
    addEventListener('keydown', goToSearch);
    return () => removeEventListener('keydown', goToSearch);
  }, []);
  return (
    <div class="shell">
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <Sidebar current={name} />
      <main id="main" tabIndex={-1}>
        {Found ? <Found key={name} /> : <Nowhere />}
      </main>
    </div>
  );
}

function Nowhere() {
  return (
    <Page title="Not found">
      <Empty icon="search" title="The console has no such page">
        <a href={address([])}>Go to the system</a>, or choose one to the left. Addresses begin with {BASE}.
      </Empty>
    </Page>
  );
}

function goToSearch(event: KeyboardEvent): void {
  const { target } = event;
  const types = target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  if (event.key !== '/' || types || event.ctrlKey || event.metaKey || event.altKey) return;
  const field =
    document.querySelector<HTMLInputElement>('main [data-search]') ??
    document.querySelector<HTMLInputElement>('[data-search]');
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}
