import { statfs } from 'node:fs/promises';
import type { Examination, Finding } from './finding.ts';

const MB = 1024 * 1024;
/** Packages, bundles and state of one environment take about this much, in bytes. */
const NEEDED = 500 * MB;
/** Images and their layers, in bytes. */
const NEEDED_BY_DOCKER = 3_000 * MB;

/** Free space on the disks in use: the project's, and Docker's if it is on this machine. */
export async function checkDisk({ settings, run, engine }: Examination): Promise<Finding[]> {
  const root = await run('docker', ['info', '--format', '{{.DockerRootDir}}'], { env: settings.childEnv });
  const dockerRoot = root?.code === 0 ? root.stdout.trim() : '';
  const looks = [
    look('project', settings.root, NEEDED, 'fail', 'Make room on this disk.'),
    ...(dockerRoot
      ? [
          look(
            'Docker',
            dockerRoot,
            NEEDED_BY_DOCKER,
            engine === 'embedded' ? 'note' : 'warn',
            'docker system prune makes room.',
          ),
        ]
      : []),
  ];
  return (await Promise.all(looks)).flat();
}

async function look(
  check: string,
  path: string,
  needed: number,
  status: Finding['status'],
  fix: string,
): Promise<Finding[]> {
  // On a laptop Docker's own folder is inside a virtual machine, invisible from here.
  const disk = await statfs(path).catch(() => undefined);
  if (!disk) return [];
  const free = disk.bavail * disk.bsize;
  const finding = { group: 'disk', check };
  if (free >= needed) return [{ ...finding, status: 'ok', detail: `${Math.floor(free / MB)} MB free` }];
  return [
    {
      ...finding,
      status,
      detail: `${Math.floor(free / MB)} MB free, and about ${needed / MB} MB are needed`,
      fix,
    },
  ];
}
