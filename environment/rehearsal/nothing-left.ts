import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Project } from '../compose/project.ts';

const LISTS: Readonly<Record<string, readonly string[]>> = {
  containers: ['ps', '--all', '--format', '{{.Names}}'],
  volumes: ['volume', 'ls', '--format', '{{.Name}}'],
  networks: ['network', 'ls', '--format', '{{.Name}}'],
};

/** Makes sure that Docker has nothing left of a project. Throws ReaderError that names what is left. */
export async function assertNothingLeft(project: Project): Promise<void> {
  for (const [what, args] of Object.entries(LISTS)) {
    const label = `label=com.docker.compose.project=${project.name}`;
    const { stdout } = await project.docker(...args, '--filter', label);
    if (stdout.trim()) throw new ReaderError(`${what} are left: ${stdout.trim().split('\n').join(', ')}.`);
  }
}
