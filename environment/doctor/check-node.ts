import { FLOORS, reaches } from '../floors.ts';
import type { Examination, Finding } from './finding.ts';

/** Node.js and npm: present, and new enough. */
export async function checkNode({ run, settings }: Examination): Promise<Finding[]> {
  const npm = await run('npm', ['--version'], { env: settings.childEnv });
  const version = npm?.code === 0 ? npm.stdout.trim() : undefined;
  const group = 'programs';
  return [
    reaches(process.versions.node, FLOORS.node)
      ? { group, check: 'Node.js', status: 'ok', detail: process.versions.node }
      : {
          group,
          check: 'Node.js',
          status: 'fail',
          detail: `${process.versions.node} is older than ${FLOORS.node}`,
          fix: `Install Node.js ${FLOORS.node} or newer from https://nodejs.org.`,
        },
    version
      ? { group, check: 'npm', status: 'ok', detail: version }
      : {
          group,
          check: 'npm',
          status: 'fail',
          detail: 'is not installed',
          fix: 'Install npm: it comes with Node.js from https://nodejs.org.',
        },
  ];
}
