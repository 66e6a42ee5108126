import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Project } from '../compose/project.ts';
import type { Settings } from '../settings.ts';

/** Where the logs of a failed rehearsal are kept: a pipeline collects them there. */
const FOLDER = join('build', 'rehearsal-log');

/** Keeps the logs of local processes, whose state folder is about to be removed; returns where. */
export async function keepLogs({ root, stateDir }: Settings): Promise<string> {
  const folder = await emptied(root);
  await cp(join(stateDir, 'log'), folder, { recursive: true }).catch(() => undefined);
  return FOLDER;
}

/** Keeps the logs of a project's containers, which are about to be removed; returns where. */
export async function keepContainerLogs({ root }: Settings, project: Project): Promise<string> {
  const folder = await emptied(root);
  for (const service of ['engine', 'origin'] as const) {
    const container = await project.containerOf(service);
    if (!container) continue;
    const { stdout, stderr } = await project.docker('logs', '--timestamps', container);
    await writeFile(join(folder, `${service}.log`), project.redact(`${stdout}${stderr}`));
  }
  return FOLDER;
}

async function emptied(root: string): Promise<string> {
  const folder = join(root, FOLDER);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}
