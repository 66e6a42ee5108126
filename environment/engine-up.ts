import { ReaderError } from '../provision/reconcile/reader-error.ts';
import { running } from './processes/program.ts';
import { readRecord } from './processes/record.ts';
import type { Settings } from './settings.ts';

/** Makes sure that the engine of this environment is up, and returns its address. Throws ReaderError that says what to do. */
export async function engineUp({ stateDir, stateDirName }: Settings): Promise<string> {
  const record = await running(stateDir, 'engine');
  if (record?.url) return record.url;
  throw new ReaderError(
    (await readRecord(stateDir, 'engine'))
      ? `The engine died; its log is ${stateDirName}/log/engine.log. make up starts it again.`
      : 'The environment is not up: run make up first.',
  );
}
