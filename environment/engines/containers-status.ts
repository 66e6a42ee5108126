import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Service } from '../compose/project.ts';
import { projectOf } from '../compose/project-of.ts';
import { makeCommand } from '../make-command.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import type { Place } from './place.ts';

/** Reports the health and addresses of an environment's containers. Throws ReaderError if one is not healthy. */
export async function containersStatus(settings: Settings, place: Place, terminal: Terminal): Promise<void> {
  const project = await projectOf(settings, 'compose');
  const services: [Service, string][] = [
    [place.engine === 'localstack' ? 'localstack' : 'engine', place.engineUrl],
    ['origin', place.originUrlHere],
  ];
  const ill: string[] = [];
  for (const [service, url] of services) {
    const container = await project.containerOf(service);
    const format = '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}';
    const { stdout } = container
      ? await project.docker('inspect', '--format', format, container)
      : { stdout: 'has no container' };
    const well = stdout.trim() === 'running healthy';
    if (!well) ill.push(`${service} (${stdout.trim()})`);
    const state = well ? terminal.good(url) : terminal.bad(stdout.trim());
    terminal.line(
      `${service.padEnd(10)}  ${state}${well ? terminal.dim(`  container of ${project.name}`) : ''}`,
    );
  }
  if (ill.length > 0) {
    throw new ReaderError(
      `Not healthy: ${ill.join(', ')}. ${makeCommand(settings, `up ENGINE=${place.engine}`)} starts it again; docker logs tells more.`,
    );
  }
}
