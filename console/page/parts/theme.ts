/** The reader's choice; `system` follows the machine. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'gatehouse.theme';

/** The choice that this browser remembers. */
export function theme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Remembers a choice and applies it. */
export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(KEY, chosen);
  showTheme(chosen);
}

export function showTheme(chosen: Theme): void {
  const { dataset } = document.documentElement;
  if (chosen === 'system') delete dataset['theme'];
  else dataset['theme'] = chosen;
}
