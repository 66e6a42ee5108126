import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { engineUp } from '../engine-up.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Prints, by role, what was used, what was denied, and what policies allow and nothing has used. Throws ReaderError if nothing is up that
 * knows.
 */
export async function policyReport(settings: Settings, terminal: Terminal): Promise<void> {
  const endpoint = await engineUp(settings);
  const format = settings.json ? 'json' : 'text';
  const response = await fetch(`${endpoint}/_gatehouse/policy-report?format=${format}`);
  if (response.status === 404) throw new ReaderError('Only the embedded engine keeps a policy report.');
  if (!response.ok) throw new Error(`The engine answered ${response.status} to its policy report.`);
  terminal.line((await response.text()).trimEnd());
}
