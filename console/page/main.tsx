import { render } from 'preact';
import { App } from './app.tsx';
import { showTheme, theme } from './parts/theme.ts';

showTheme(theme());
const root = document.getElementById('console');
if (root) {
  root.replaceChildren();
  render(<App />, root);
}
