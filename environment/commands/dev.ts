import { originSecret } from '../../provision/origin-secret.ts';
import { readOutputs } from '../../provision/outputs.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { openDev } from '../dev/open-dev.ts';
import { chooseEngine } from '../engines/choose-engine.ts';
import { readPlace } from '../engines/place.ts';
import { originProgram } from '../engines/start-embedded.ts';
import { makeCommand } from '../make-command.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { bringUp } from './up.ts';

/**
 * Starts the environment like `up`, then watches the sources of the functions and the origin until Ctrl-C: builds and deploys what is
 * saved, and shows everything that is logged. Leaves the environment as `up` does. Throws ReaderError unless the engine is the embedded one
 * as a local process, and when the engine ends.
 */
export async function dev(settings: Settings, terminal: Terminal): Promise<void> {
  await refuseOtherEngines(settings);
  const gates = await bringUp(settings, terminal);
  const outputs = await readOutputs(settings.stateDir);
  const origin = originProgram(settings, await originSecret(settings.stateDir));
  const asked = askedToStop();
  const watching = await openDev({ root: settings.root, outputs, origin, terminal });
  terminal.line();
  for (const { url } of gates) terminal.line(`API     ${url}`);
  terminal.line(
    `${terminal.good('Watching')} lambdas/ and mock-origin/ as you save. Ctrl-C stops that, and leaves all of it up.`,
  );
  const how = await Promise.race([asked, watching.engineEnded.then((): 'ended' => 'ended')]);
  await watching[Symbol.asyncDispose]();
  if (how === 'ended')
    throw new ReaderError(`The engine has ended; ${makeCommand(settings, 'dev')} starts it again.`);
  const behind = watching.behind();
  const code =
    behind.length === 0 ? 'what was saved last' : `${behind.join(' and ')} as before the last save`;
  terminal.line();
  terminal.line(
    `Stopped watching. The environment is still up, with ${code}; ${makeCommand(settings, 'down')} stops it.`,
  );
}

async function refuseOtherEngines(settings: Settings): Promise<void> {
  if (settings.given['LAMBDA_LANGUAGE'] === 'python')
    throw new ReaderError(
      'make dev swaps in functions in TypeScript: leave LAMBDA_LANGUAGE out, or make up after a change.',
    );
  const place = await readPlace(settings.stateDir);
  const { engine } = chooseEngine(settings);
  const up = place && !place.stopped ? place.engine : engine;
  const other =
    settings.given['TARGET'] === 'aws' ? 'TARGET=aws' : [engine, up].find((name) => name !== 'embedded');
  if (other === undefined) return;
  throw new ReaderError(
    `make dev is for the embedded engine as a local process, and this is ${other}: give ENGINE=embedded and another STATE_DIR, or make deploy.`,
  );
}

/** Resolves on Ctrl-C, or another request to end. */
function askedToStop(): Promise<'asked'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve('asked'));
  });
}
