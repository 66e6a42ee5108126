import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One of the environment's long-running programs. */
export type ProgramName = 'engine' | 'origin' | 'upstream';

/** What is remembered of a program that was started: enough to find it again, and never to mistake another process for it. */
export interface ProcessRecord {
  pid: number;
  /** When the system says that the process began; a process id is used again, the pair is not. */
  birth: string;
  /** Where it answers: `http://127.0.0.1:4566`. Absent until it is ready. */
  url?: string;
  /** A fingerprint of the program and its settings, to tell when a running one is out of date. */
  fingerprint: string;
}

function pathOf(stateDir: string, name: ProgramName): string {
  return join(stateDir, 'run', `${name}.json`);
}

/** Reads the record of a program; undefined when there is none, or none that can be read. */
export async function readRecord(stateDir: string, name: ProgramName): Promise<ProcessRecord | undefined> {
  try {
    return JSON.parse(await readFile(pathOf(stateDir, name), 'utf8')) as ProcessRecord;
  } catch {
    return undefined;
  }
}

/** Writes the record of a program, whole or not at all. */
export async function writeRecord(stateDir: string, name: ProgramName, record: ProcessRecord): Promise<void> {
  await mkdir(join(stateDir, 'run'), { recursive: true });
  const path = pathOf(stateDir, name);
  await writeFile(`${path}.draft`, JSON.stringify(record));
  await rename(`${path}.draft`, path);
}

/** Forgets a program. */
export async function removeRecord(stateDir: string, name: ProgramName): Promise<void> {
  await rm(pathOf(stateDir, name), { force: true });
}
