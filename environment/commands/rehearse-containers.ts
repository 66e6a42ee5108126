import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, ReaderError } from '../../provision/reconcile/reader-error.ts';
import { findCompose } from '../compose/find-compose.ts';
import { projectOf } from '../compose/project-of.ts';
import { runCommand } from '../compose/run-command.ts';
import { liveInContainers } from '../rehearsal/in-containers.ts';
import { keepContainerLogs } from '../rehearsal/keep-logs.ts';
import { walkLocalStacksWay } from '../rehearsal/localstack-stand-in.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { down } from './down.ts';
import { reset } from './reset.ts';

/**
 * Tests the environment in containers, as a separate project on spare ports; leaves a running environment alone. Without a suitable Docker
 * it says so in one line and stops, unless REQUIRE_DOCKER is set, as in a pipeline. Throws ReaderError if something is wrong, and removes
 * the containers then too.
 */
export async function rehearseContainers(settings: Settings, terminal: Terminal): Promise<void> {
  try {
    const { command, version } = await findCompose(runCommand, settings.childEnv);
    terminal.line(`with ${command.join(' ')} ${version}`);
  } catch (error) {
    if (!(error instanceof ReaderError) || settings.given['REQUIRE_DOCKER']) throw error;
    terminal.line(`Left out, for it needs Docker. ${error.message}`);
    return;
  }
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  const own: Settings = {
    ...settings,
    stateDir,
    stateDirName: stateDir,
    port: 0,
    originPort: 0,
    engine: 'compose',
  };
  try {
    await walkLocalStacksWay(own, terminal);
    await liveInContainers(own, terminal);
  } catch (error) {
    await cleanUp(own, terminal).catch((failure: unknown) => {
      terminal.line(`Not all could be cleaned up: ${messageOf(failure)}`);
    });
    throw error;
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function cleanUp(settings: Settings, terminal: Terminal): Promise<void> {
  const project = await projectOf(settings, 'compose');
  terminal.line(`The containers' logs are kept in ${await keepContainerLogs(settings, project)}.`);
  // Down first, so that `reset` does not bring it up again.
  await down(settings, terminal);
  await reset(settings, terminal);
}
