import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { ENGINE_SWITCHES } from '../engines/engine-switches.ts';
import { birthOf } from './birth.ts';
import { type ProcessRecord, type ProgramName, readRecord, removeRecord, writeRecord } from './record.ts';

/** A program to keep running in the background. */
export interface Program {
  name: ProgramName;
  /** The bundle to run. */
  file: string;
  /** Its whole environment. */
  env: Readonly<Record<string, string>>;
  stateDir: string;
  /** How long it may take to be ready, in milliseconds; 20 s by default. */
  readyWithin?: number;
}

const READY_WITHIN = 20_000;
/** The variables that choose the programs' ports. */
const PORT_OF: Readonly<Record<ProgramName, string>> = {
  engine: 'PORT',
  origin: 'ORIGIN_PORT',
  upstream: 'UPSTREAM_PORT',
};
/** How long a program may take to end after SIGTERM before it is killed, in milliseconds. */
const STOP_WITHIN = 8_000;

/** The record of a running program; undefined if it is not running. */
export async function running(stateDir: string, name: ProgramName): Promise<ProcessRecord | undefined> {
  const record = await readRecord(stateDir, name);
  return record && (await birthOf(record.pid)) === record.birth ? record : undefined;
}

/** A program that runs. */
export interface Running {
  url: string;
  /** Whether it was started just now. */
  started: boolean;
  /** Lets a started program outlive this process. Until then it ends with this process, however that ends. */
  stay(): void;
}

/**
 * Makes sure that the program runs with this bundle and these settings: keeps one that does, replaces an outdated one, or starts one.
 * Returns its address. Throws ReaderError if it does not start.
 */
export async function ensureRunning(program: Program): Promise<Running> {
  const fingerprint = await fingerprintOf(program);
  const present = await running(program.stateDir, program.name);
  if (present?.url && present.fingerprint === fingerprint)
    return { url: present.url, started: false, stay: () => undefined };
  if (present) await stop(program.stateDir, program.name);
  return start(program, fingerprint);
}

/** A fingerprint of a program and its settings, stored in its record. */
export async function fingerprintOf({ file, env }: Program): Promise<string> {
  const told = ['PORT', 'HOST', 'STATE_DIR', 'ORIGIN_SECRET', ...ENGINE_SWITCHES].map((name) => env[name]);
  return createHash('sha256')
    .update(await readFile(file))
    .update(JSON.stringify(told))
    .digest('hex');
}

async function start(
  { name, file, env, stateDir, readyWithin = READY_WITHIN }: Program,
  fingerprint: string,
): Promise<Running> {
  await mkdir(join(stateDir, 'log'), { recursive: true });
  const logFile = join(stateDir, 'log', `${name}.log`);
  const log = await open(logFile, 'a');
  const logStart = (await log.stat()).size;
  try {
    const child = spawn(process.execPath, ['--enable-source-maps', file], {
      detached: true,
      stdio: ['ignore', log.fd, log.fd, 'ipc'],
      env,
    });
    const outcome = firstWord(child, readyWithin);
    const { pid } = child;
    const birth = pid === undefined ? undefined : await birthOf(pid);
    if (pid !== undefined && birth !== undefined)
      await writeRecord(stateDir, name, { pid, birth, fingerprint });
    const result = await outcome;
    if (typeof result === 'object' && 'url' in result && pid !== undefined && birth !== undefined) {
      await writeRecord(stateDir, name, { pid, birth, fingerprint, url: result.url });
      child.unref();
      return { url: result.url, started: true, stay: () => letStay(child) };
    }
    if (result === 'late') child.kill('SIGKILL');
    await removeRecord(stateDir, name);
    const said = (await readFile(logFile)).subarray(logStart).toString('utf8').trim();
    if (typeof result === 'object' && 'taken' in result) {
      throw new ReaderError(
        `Port ${result.taken} is in use, so the ${name} cannot start: stop what uses it, or choose another with ${PORT_OF[name]}=<port>.`,
      );
    }
    throw new ReaderError(
      result === 'late'
        ? `The ${name} was not ready within ${readyWithin / 1000} s; its log is ${logFile}.`
        : `The ${name} did not start: ${said || `it ended without a word; its log is ${logFile}.`}`,
    );
  } finally {
    await log.close();
  }
}

/** Tells a program to stay, and lets go of it. */
function letStay(child: ChildProcess): void {
  if (child.connected) child.send('stay', () => child.connected && child.disconnect());
}

/** A program's message to its parent: its address, or that its port is taken. */
type Word = { url: string } | { taken: number };

/** What a new program does first: reports, ends, or neither in time. */
function firstWord(child: ChildProcess, within: number): Promise<Word | 'ended' | 'late'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('late'), within);
    const settle = (word: Word | 'ended') => {
      clearTimeout(timer);
      resolve(word);
    };
    child.once('message', (message) => settle(message as Word));
    child.once('exit', () => settle('ended'));
    child.once('error', () => settle('ended'));
  });
}

/** Ends a program that `ensureRunning` started: SIGTERM first, SIGKILL if it ignores that. False if none was running. */
export async function stop(stateDir: string, name: ProgramName, within = STOP_WITHIN): Promise<boolean> {
  const record = await running(stateDir, name);
  if (record) await endProcess(record, within);
  await removeRecord(stateDir, name);
  return record !== undefined;
}

/** Ends a process, if it still exists: SIGTERM first, SIGKILL if it ignores that for `within` milliseconds. */
export async function endProcess(
  record: Pick<ProcessRecord, 'pid' | 'birth'>,
  within = STOP_WITHIN,
): Promise<void> {
  if ((await birthOf(record.pid)) !== record.birth) return;
  process.kill(record.pid, 'SIGTERM');
  if (await gone(record, within)) return;
  process.kill(record.pid, 'SIGKILL');
  await gone(record, STOP_WITHIN);
}

/** Waits until a process ends that is not our child; the system reports that only on request. */
async function gone(record: Pick<ProcessRecord, 'pid' | 'birth'>, within: number): Promise<boolean> {
  const deadline = performance.now() + within;
  while ((await birthOf(record.pid)) === record.birth) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
