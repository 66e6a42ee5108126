import { running } from '../processes/program.ts';
import type { Examination, Finding } from './finding.ts';

/** What functions of the running engine are shut in by, and what that buys. */
export async function checkSandbox({ engine, settings }: Examination): Promise<Finding[]> {
  if (engine !== 'embedded') return [];
  const finding = { group: 'functions', check: 'sandbox' };
  const url = (await running(settings.stateDir, 'engine'))?.url;
  if (!url) return [{ ...finding, status: 'note', detail: 'the engine is not up; make up finds out' }];
  const found = await meansAt(url);
  if (found === 'namespaces')
    return [
      {
        ...finding,
        status: 'ok',
        detail: 'namespaces: code read-only at /var/task, a /tmp of its own, nothing else of this machine',
      },
    ];
  return [
    {
      ...finding,
      status: 'note',
      detail: `${found}: functions look for packages as in Lambda, but see this machine's files and share its /tmp`,
      fix: 'On Linux, allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0) and install util-linux.',
    },
  ];
}

async function meansAt(url: string): Promise<string> {
  try {
    const response = await fetch(`${url}/_gatehouse/settings`, { signal: AbortSignal.timeout(5_000) });
    return String(((await response.json()) as { lambdaSandbox?: unknown }).lambdaSandbox);
  } catch {
    return 'unknown';
  }
}
