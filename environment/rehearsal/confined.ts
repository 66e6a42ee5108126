import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Project, Service } from '../compose/project.ts';

interface Inspected {
  Config: { User: string };
  HostConfig: { ReadonlyRootfs: boolean; CapDrop: string[] | null };
  NetworkSettings: { Ports: Record<string, { HostIp: string }[] | null> };
}

/**
 * Makes sure that a service's container has no more rights than it needs: its port is for this machine only, it is not root, and its file
 * system is read-only. Throws ReaderError that names the excess.
 */
export async function assertConfined(project: Project, service: Service): Promise<void> {
  const container = await project.containerOf(service);
  if (!container) throw new ReaderError(`There is no container of ${service}.`);
  const { stdout } = await project.docker('inspect', container);
  const [found] = JSON.parse(stdout) as Inspected[];
  if (!found) throw new ReaderError(`Docker says nothing about the container of ${service}.`);
  const hosts = Object.values(found.NetworkSettings.Ports).flatMap((ports) =>
    (ports ?? []).map(({ HostIp }) => HostIp),
  );
  const wrong = [
    ...(hosts.length > 0 && hosts.every((host) => host === '127.0.0.1')
      ? []
      : [`it is published on ${hosts.join(', ') || 'nothing'}`]),
    ...(['', 'root', '0'].includes(found.Config.User) ? ['it runs as root'] : []),
    ...(found.HostConfig.ReadonlyRootfs ? [] : ['its file system can be written']),
    ...(found.HostConfig.CapDrop?.includes('ALL') ? [] : ['it has capabilities']),
  ];
  if (wrong.length > 0)
    throw new ReaderError(`The container of ${service} is not confined: ${wrong.join('; ')}.`);
  const { code } = await project.docker('exec', container, 'node', '-e', "fs.writeFileSync('/app/x', '')");
  if (code === 0) throw new ReaderError(`The container of ${service} could write to its program's folder.`);
}
