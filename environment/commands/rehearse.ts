import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { stop } from '../processes/program.ts';
import { keepLogs } from '../rehearsal/keep-logs.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { e2e } from './e2e.ts';
import { up } from './up.ts';

/** The stacks that the tests run against, one after the other. */
const WAYS: readonly Readonly<Record<string, string>>[] = [
  { API: 'rest' },
  { API: 'http' },
  // Only the test about quotas makes that many requests.
  { API: 'both', CREDENTIAL_STORAGE: 'hashed', QUOTA: '40' },
];

/**
 * The whole flow in a separate environment, on spare ports, with a temporary state folder: up and e2e with a REST API, then with an HTTP
 * API, then with both, hashed credentials and a quota, then down. Leaves the developer's environment alone. Throws ReaderError if a part
 * fails.
 */
export async function rehearse(settings: Settings, terminal: Terminal): Promise<void> {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  const own: Settings = {
    ...settings,
    stateDir,
    stateDirName: stateDir,
    port: 0,
    originPort: 0,
    engine: 'embedded',
  };
  let interrupted = false;
  // Ctrl-C reaches the child processes too; what they leave is stopped below.
  process.on('SIGINT', () => {
    interrupted = true;
  });
  try {
    for (const variables of WAYS) {
      if (interrupted) break;
      const kind = { ...own, childEnv: { ...own.childEnv, ...variables } };
      await up(kind, terminal);
      if (!interrupted) await e2e(kind);
    }
  } catch (error) {
    terminal.line(`The logs are kept in ${await keepLogs(own)}.`);
    throw error;
  } finally {
    await Promise.all([stop(stateDir, 'engine'), stop(stateDir, 'origin')]);
    await rm(stateDir, { recursive: true, force: true });
    terminal.line('Stopped engine and origin of this test run, and removed its state.');
  }
  if (interrupted) throw new ReaderError('Interrupted; the environment of this test run is down.');
}
