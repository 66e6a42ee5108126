import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { post } from '../cognito-call.ts';
import { engineProcess, healthy } from '../engine-process.ts';
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
    await using engine = await engineProcess(undefined, { stateDir });
    samples.push(engine.startMs);
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
  await using engine = await engineProcess(undefined, { stateDir });
  const { url } = engine;
  let longest = 0;
  // The first ones wait for code to be compiled, and not for the journal.
  for (let index = 0; index < 20; index += 1) await healthy(url);
  while (!(await readdir(join(stateDir, 'journal'))).some((name) => /^snapshot-\d+$/.test(name))) {
    longest = Math.max(longest, await timed(() => healthy(url)));
    await pause(PING_EVERY);
  }
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
    await using engine = await engineProcess(undefined, { stateDir, env: { DURABILITY: durability } });
    const { url } = engine;
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
    figures.push({
      name: `an acknowledged write, DURABILITY=${durability}, 100000 people, median`,
      value: quantile(samples, 0.5),
      unit: 'ms',
    });
  }
  return figures;
}
