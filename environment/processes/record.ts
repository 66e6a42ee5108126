import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One of the environment's long-running programs. */
export type ProgramName = 'engine' | 'origin' | 'upstream';

/** The record of a started program: enough to find it again, and never to mistake another process for it. */
export interface ProcessRecord {
  pid: number;
  /** When the process began, according to the system; process ids are reused, the pair is not. */
  birth: string;
  /** Its address: `http://127.0.0.1:4566`. Absent until it is ready. */
  url?: string;
  /** A fingerprint of the program and its settings, to detect an outdated one. */
  fingerprint: string;
}

function pathOf(stateDir: string, name: ProgramName): string {
  return join(stateDir, 'run', `${name}.json`);
}

/** Reads a program's record; undefined if there is none that can be read. */
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

/** Deletes a program's record. */
export async function removeRecord(stateDir: string, name: ProgramName): Promise<void> {
  await rm(pathOf(stateDir, name), { force: true });
}
