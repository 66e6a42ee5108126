import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outputs } from '../../provision/outputs.ts';
import { messageOf, ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Choices } from './choices.ts';
import { giveMemory, type Means, settled } from './function-memory.ts';
import { kneeOf } from './knee.ts';
import { type MadeUpPeople, madeUpPeople } from './made-up-people.ts';
import { measure } from './measure.ts';
import { plot } from './plot.ts';
import { openReports } from './read-reports.ts';
import { requestsFor } from './requests.ts';
import { type Row, rowOf } from './summary.ts';
import { ms } from './table.ts';

/** What a run needs besides the calls. */
export interface TuneParts extends Means {
  readonly outputs: Outputs;
  /** Ends the run before the next request, and restores what was changed. */
  readonly signal: AbortSignal;
  told(line: string): void;
}

/** What came of a run. */
export interface Tuned {
  readonly functionName: string;
  readonly target: Outputs['target'];
  readonly region: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly requests: string;
  readonly samples: number;
  readonly rows: readonly Row[];
  readonly kneeMb: number | undefined;
}

/**
 * Runs a function at one memory size after the other, and restores its memory and the table, however it ends. Throws what ended it: the
 * signal's reason, or ReaderError.
 */
export async function tune(choices: Choices, parts: TuneParts): Promise<Tuned> {
  const { outputs, told } = parts;
  const { functionName, role, samples } = choices;
  const found = await settled(functionName, parts);
  const before = found.MemorySize ?? 128;
  const architecture = found.Architectures?.[0] === 'arm64' ? 'arm64' : 'x86_64';
  const reports = await openReports(found.LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`, parts);
  const people = madeUpPeople(outputs, parts);
  const requests = requestsFor(role, outputs, people);
  told(
    `${functionName} has ${before} MB. ${samples} requests at each size, and some first ones: ${requests.what}.`,
  );
  const measuring = measure(choices, requests, reports, {
    ...parts,
    told(measured, round, rounds) {
      const { memoryMb, responseMs, durationMs } = rowOf(measured, architecture);
      const size = `${memoryMb} MB`.padStart(9);
      told(`${round}/${rounds} ${size}: response ${ms(responseMs)}, duration ${ms(durationMs)}`);
    },
  });
  const [ended] = await Promise.allSettled([measuring]);
  await Promise.all([putBack(functionName, before, parts), removePeople(people, outputs, parts)]);
  told(`${functionName} has ${before} MB again.`);
  if (ended.status === 'rejected') throw ended.reason;
  const rows = ended.value.map((measured) => rowOf(measured, architecture));
  return {
    functionName,
    target: outputs.target,
    region: outputs.region,
    at: new Date().toISOString(),
    requests: requests.what,
    samples,
    rows,
    kneeMb: kneeOf(rows)?.memoryMb,
  };
}

async function putBack(functionName: string, memoryMb: number, parts: Means): Promise<void> {
  try {
    await giveMemory(functionName, memoryMb, parts);
  } catch (error) {
    throw new ReaderError(
      `${functionName} could not be given back its ${memoryMb} MB (${messageOf(error)}): make deploy does that.`,
      { cause: error },
    );
  }
}

/** A leftover person does no harm, because nobody knows their credential: report it, and do not fail. */
async function removePeople(
  people: MadeUpPeople,
  { tableName }: Outputs,
  { told }: Pick<TuneParts, 'told'>,
): Promise<void> {
  await people.removeAll().catch((error: unknown) => {
    told(`Some people that were made up are left in the table ${tableName}: ${messageOf(error)}`);
  });
}

/** Writes `<folder>/<name>.svg` and `.json`, and returns their paths. `how` says what gave the functions their CPU. */
export async function writeTuned(tuned: Tuned, folder: string, name: string, how: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const { functionName, region, at, samples, rows, kneeMb } = tuned;
  const drawing = plot(rows, {
    title: `${functionName}: response time and cost over memory`,
    subtitle: `${how}, ${region}, ${at.slice(0, 10)}; medians of ${samples} warm requests`,
    kneeMb,
  });
  const paths = ['svg', 'json'].map((ending) => join(folder, `${name}.${ending}`));
  const [svg = '', json = ''] = paths;
  await writeFile(svg, drawing);
  await writeFile(json, `${JSON.stringify({ how, ...tuned }, null, 2)}\n`);
  return paths;
}
