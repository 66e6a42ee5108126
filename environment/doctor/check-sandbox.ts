import { running } from '../processes/program.ts';
import type { Examination, Finding } from './finding.ts';

/** The sandbox of the running engine's functions, and what it protects. */
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
  const seen =
    found === 'permissions'
      ? "permissions: Node.js keeps functions from writing to their code and from reading the home folder, but not what they start; /tmp is this machine's"
      : `${found}: functions look for packages as in Lambda, but see this machine's files and share its /tmp`;
  return [
    {
      ...finding,
      status: 'note',
      detail: seen,
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
