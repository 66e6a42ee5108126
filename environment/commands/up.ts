import { makeStateFolder } from '../../emulator/store/private-folder.ts';
import { originSecret } from '../../provision/origin-secret.ts';
import { readOutputs } from '../../provision/outputs.ts';
import { type Gate, gatesOf } from '../../provision/refusals.ts';
import { attach } from '../engines/attach.ts';
import { chooseEngine, targetOf } from '../engines/choose-engine.ts';
import { assertGateShut } from '../engines/gate-shut.ts';
import { readPlace, writePlace } from '../engines/place.ts';
import { startContainers } from '../engines/start-containers.ts';
import { startEmbedded } from '../engines/start-embedded.ts';
import { stopEngine } from '../engines/stop-engine.ts';
import { interruption } from '../interruption.ts';
import { lock } from '../lock.ts';
import { makeCommand } from '../make-command.ts';
import { provision } from '../processes/provision.ts';
import { startedPrograms } from '../processes/started-programs.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { startUpstream } from '../upstream/start-upstream.ts';

/**
 * Starts engine and origin, provisions everything, and proves that the gate is shut. What is up stays; outdated programs are replaced.
 * Throws ReaderError if a part does not start.
 */
export async function up(settings: Settings, terminal: Terminal): Promise<void> {
  const started = performance.now();
  const gates = await bringUp(settings, terminal);
  const command = (name: string) => makeCommand(settings, name);
  terminal.line();
  terminal.line(`${terminal.good('Ready')} in ${((performance.now() - started) / 1000).toFixed(1)} s. Next:`);
  terminal.line(`  ${command('demo')}    a person signs up, is given a credential, and calls the API`);
  terminal.line(`  ${command('e2e')}     the same, checked from end to end`);
  for (const { url } of gates)
    terminal.line(`  curl -i ${url}/users    ${terminal.dim('401: the gate is shut without a credential')}`);
  terminal.line(`  ${command('down')}    stops it; its state stays until ${command('reset')}`);
}

/**
 * What `up` does, without the hints at the end. Returns the gates, which are shut. If it fails or is interrupted, it stops the local
 * programs that it started; if it is killed, they end by themselves.
 */
export async function bringUp(settings: Settings, terminal: Terminal): Promise<Gate[]> {
  using interrupted = interruption(
    'Interrupted: what this run had started is stopped; run it again to go on.',
  );
  try {
    return await bringUpUnless(settings, terminal, interrupted.signal);
  } catch (error) {
    // An error caused by Ctrl-C, which the provision program gets too, prints nothing of its own.
    interrupted.signal.throwIfAborted();
    throw error;
  }
}

async function bringUpUnless(
  settings: Settings,
  terminal: Terminal,
  interrupted: AbortSignal,
): Promise<Gate[]> {
  const { stateDir } = settings;
  const { engine, why } = chooseEngine(settings);
  terminal.line(why);
  await makeStateFolder(stateDir);
  await using _held = await lock(stateDir);
  await using programs = startedPrograms();
  const secret = await originSecret(stateDir);
  const before = await readPlace(stateDir);
  if (before && before.engine !== engine && !before.stopped) {
    const stopped = await stopEngine(settings, before);
    if (stopped) terminal.line(`Stopped ${stopped}, for one engine at a time has this state.`);
  }
  const upstream = await startUpstream(settings, terminal, engine, programs);
  const place =
    engine === 'embedded'
      ? await startEmbedded(settings, terminal, secret, { upstream, programs })
      : engine === 'attached'
        ? await attach(settings, terminal)
        : await startContainers(settings, terminal, secret, engine, upstream);
  interrupted.throwIfAborted();
  await writePlace(stateDir, { project: before?.project, ...place });
  const environment = {
    TARGET: targetOf(engine),
    AWS_ENDPOINT_URL: place.engineUrl,
    // With ORIGIN=lambda the source server is a function too, and provisioning knows its address.
    ...(settings.given['ORIGIN'] === 'lambda' || place.originUrl === ''
      ? { ORIGIN: 'lambda' }
      : { ORIGIN_URL: place.originUrl }),
  };
  await provision(settings, ['apply', '--yes'], environment, interrupted);
  interrupted.throwIfAborted();

  const outputs = await readOutputs(stateDir);
  const gates = gatesOf(outputs);
  for (const gate of gates)
    await assertGateShut(gate, targetOf(engine) === 'localstack' ? 'LocalStack' : 'The engine');
  interrupted.throwIfAborted();
  programs.stay();
  return gates;
}
