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

/** What is rehearsed. In Python the trigger gives people no API keys, without which there is no quota. */
function waysFor(language: string | undefined): readonly Readonly<Record<string, string>>[] {
  const quota: Record<string, string> = language === 'python' ? {} : { QUOTA: '40' };
  return [
    { API: 'rest' },
    { API: 'http' },
    // More than any one person asks in the tests, but for the one who is to run dry.
    { API: 'rest', CREDENTIAL_STORAGE: 'hashed', ...quota },
    { API: 'http', CREDENTIAL_STORAGE: 'hashed' },
  ];
}

/**
 * The whole flow in an environment of its own, on spare ports, with a state folder that is gone afterwards: up and e2e with a
 * REST API, up and e2e again with an HTTP API in its place, both once more with credentials stored as digests, the former with a quota,
 * down.
 * What is up already for the developer is not touched. Throws ReaderError when a part fails.
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
  // Ctrl-C reaches the child processes too; what they leave is taken down below.
  process.on('SIGINT', () => {
    interrupted = true;
  });
  try {
    for (const variables of waysFor(settings.given['LAMBDA_LANGUAGE'])) {
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
