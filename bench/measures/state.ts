import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { post } from '../cognito-call.ts';
import { type Figure, quantile, timed } from '../figure.ts';
import { type PopulatedState, populateState } from '../populated-state.ts';

const PEOPLE = [1_000, 10_000, 100_000];
const RESTARTS = 5;
const WRITES = 2_000;
/** So often a second connection asks whether the engine is held up, in milliseconds. */
const PING_EVERY = 5;

/** Restarts with many people, what an acknowledged write costs, and how long the shortening of the journal holds others up. */
export async function state(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const people of PEOPLE) {
    const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
    try {
      const populated = await populateState(stateDir, people);
      const last = people === PEOPLE.at(-1);
      if (last) figures.push(await longestWait(stateDir));
      figures.push(await restart(stateDir, people));
      if (last) figures.push(...(await writes(stateDir, populated)));
    } finally {
      await rm(stateDir, { recursive: true, force: true });
    }
  }
  return figures;
}

async function restart(stateDir: string, people: number): Promise<Figure> {
  const samples: number[] = [];
  for (let run = 0; run < RESTARTS; run += 1) {
    let engine: ChildProcess | undefined;
    samples.push(
      await timed(async () => {
        engine = spawnEngine(stateDir);
        await healthy(await addressOf(engine));
      }),
    );
    await end(engine);
  }
  return {
    name: `restart with ${people} people, median`,
    value: quantile(samples, 0.5),
    unit: 'ms',
    ...(people === PEOPLE.at(-1) && { reach: '≤ 1000 ms' }),
  };
}

/** The log of all these people becomes a snapshot while a client asks again and again. */
async function longestWait(stateDir: string): Promise<Figure> {
  const engine = spawnEngine(stateDir);
  const url = await addressOf(engine);
  let longest = 0;
  // The first ones wait for code to be compiled, and not for the journal.
  for (let index = 0; index < 20; index += 1) await healthy(url);
  while (!(await readdir(join(stateDir, 'journal'))).some((name) => /^snapshot-\d+$/.test(name))) {
    longest = Math.max(longest, await timed(() => healthy(url)));
    await pause(PING_EVERY);
  }
  await end(engine);
  return {
    name: 'longest wait while the journal is shortened, 100000 people',
    value: longest,
    unit: 'ms',
    reach: '≤ 100 ms',
  };
}

/** One change of a person after the other, on one connection: answered means that it is kept. */
async function writes(stateDir: string, { poolId, subOf }: PopulatedState): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const durability of ['process', 'power'] as const) {
    const engine = spawnEngine(stateDir, { DURABILITY: durability });
    const url = await addressOf(engine);
    const pool = new Pool(url, { connections: 1 });
    const samples: number[] = [];
    for (let index = -WRITES / 4; index < WRITES; index += 1) {
      const took = await timed(() =>
        post(pool, new URL(url).host, 'AdminUpdateUserAttributes', {
          UserPoolId: poolId,
          Username: subOf(index & 1023),
          UserAttributes: [{ Name: 'nickname', Value: `n${index}` }],
        }),
      );
      if (index >= 0) samples.push(took);
    }
    await pool.close();
    await end(engine);
    figures.push({
      name: `an acknowledged write, DURABILITY=${durability}, 100000 people, median`,
      value: quantile(samples, 0.5),
      unit: 'ms',
    });
  }
  return figures;
}

function spawnEngine(stateDir: string, env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', 'build/engine.mjs'], {
    env: { PATH: process.env['PATH'], PORT: '0', STATE_DIR: stateDir, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function addressOf(engine: ChildProcess): Promise<string> {
  const [{ url }] = (await once(engine, 'message')) as [{ url: string }];
  return url;
}

async function healthy(url: string): Promise<void> {
  const response = await fetch(`${url}/_localstack/health`);
  if (!response.ok) throw new Error(`The engine answered ${response.status}.`);
  await response.text();
}

async function end(engine: ChildProcess | undefined): Promise<void> {
  if (!engine) return;
  const ended = once(engine, 'exit');
  engine.kill('SIGTERM');
  await ended;
}
