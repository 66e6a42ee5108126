import { spawn } from 'node:child_process';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { readPlace } from '../engines/place.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

/** Prints the console's address, and opens it in a browser if there is one. Throws ReaderError if no engine with a console is up. */
export async function openConsole({ stateDir, childEnv }: Settings, terminal: Terminal): Promise<void> {
  const place = await readPlace(stateDir);
  if (!place || place.stopped) throw new ReaderError('Nothing is up: run `make up` first.');
  if (place.engine === 'localstack' || place.engine === 'attached')
    throw new ReaderError('The console belongs to the embedded engine; LocalStack has one of its own.');
  const url = `${place.engineUrl}/`;
  terminal.line(`console  ${terminal.good(url)}`);
  await openInBrowser(url, childEnv);
}

/** Tries; the address is printed for machines without a browser. */
function openInBrowser(url: string, env: Readonly<Record<string, string>>): Promise<void> {
  const isMac = process.platform === 'darwin';
  if (!isMac && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return Promise.resolve();
  return new Promise((resolve) => {
    const child = spawn(isMac ? 'open' : 'xdg-open', [url], { stdio: 'ignore', detached: true, env });
    child.once('error', () => resolve());
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
