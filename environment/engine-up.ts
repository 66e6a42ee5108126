import { ReaderError } from '../provision/reconcile/reader-error.ts';
import { readPlace } from './engines/place.ts';
import { makeCommand } from './make-command.ts';
import { running } from './processes/program.ts';
import { readRecord } from './processes/record.ts';
import type { Settings } from './settings.ts';

/** How long an engine in a container may take to answer, in milliseconds. */
const WITHIN = 5_000;

/** Makes sure that this environment's engine is up, and returns its address. Throws ReaderError that says what to do. */
export async function engineUp(settings: Settings): Promise<string> {
  const { stateDir, stateDirName } = settings;
  const place = await readPlace(stateDir);
  if (place && place.engine !== 'embedded' && !place.stopped) {
    const answers = await fetch(`${place.engineUrl}/_localstack/health`, {
      signal: AbortSignal.timeout(WITHIN),
    }).catch(() => undefined);
    if (answers?.ok) return place.engineUrl;
    throw new ReaderError(
      `The engine's container does not answer at ${place.engineUrl}: ${makeCommand(settings, `up ENGINE=${place.engine}`)} starts it again.`,
    );
  }
  const record = await running(stateDir, 'engine');
  if (record?.url) return record.url;
  throw new ReaderError(
    (await readRecord(stateDir, 'engine'))
      ? `The engine died; its log is ${stateDirName}/log/engine.log. ${makeCommand(settings, 'up')} starts it again.`
      : `The environment is not up: run ${makeCommand(settings, 'up')} first.`,
  );
}
