import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Pool } from 'undici';
import type { BenchEnvironment } from '../bench-environment.ts';
import { type Figure, quantile, timed } from '../figure.ts';
import { newCredential } from '../new-credential.ts';
import { processorTime } from '../processor-time.ts';

const ROUNDS = 6;
const SAMPLES = 400;
const PATH = '/users?count=0';
/** How long the load runs alone for its processor time, in milliseconds. */
const ALONE_MS = 5_000;

/** The gated and cached request on one connection while 200 objects a second pass through the engine, beside itself without them. */
export async function gateBesideObjects({ outputs, enginePid }: BenchEnvironment): Promise<Figure[]> {
  const credential = await newCredential(outputs);
  const { origin, pathname } = new URL(outputs.apiUrl);
  const pool = new Pool(origin, { connections: 1 });
  const request = async () => {
    const path = `${pathname.replace(/\/$/, '')}${PATH}`;
    const headers = { authorization: `Basic ${credential}` };
    const { statusCode, body } = await pool.request({ method: 'GET', path, headers });
    await body.text();
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}.`);
  };
  const round = async () => {
    const samples: number[] = [];
    const { engine } = await processorTime(enginePid, async () => {
      for (let sample = 0; sample < SAMPLES; sample += 1) samples.push(await timed(request));
    });
    return { median: quantile(samples, 0.5), processor: engine / SAMPLES };
  };
  await round();
  const quiet: number[] = [];
  const beside: number[] = [];
  const processor: number[] = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    const { median, processor: own } = await round();
    quiet.push(median);
    processor.push(own);
    await using _load = await objectLoad(outputs.endpoint);
    beside.push((await round()).median);
  }
  await using _load = await objectLoad(outputs.endpoint);
  const { engine } = await processorTime(
    enginePid,
    () => new Promise((resolve) => setTimeout(resolve, ALONE_MS)),
  );
  await pool.close();
  return [
    { name: 'gated, cached, 1 connection, median, again', value: quantile(quiet, 0.5), unit: 'ms' },
    { name: 'the same while 200 objects a second pass', value: quantile(beside, 0.5), unit: 'ms' },
    { name: "the engine's processor time for a gated request", value: quantile(processor, 0.5), unit: 'ms' },
    {
      name: "the engine's processor time while 200 objects of 16 KiB a second pass",
      value: (100 * engine) / ALONE_MS,
      unit: '%',
    },
  ];
}

async function objectLoad(url: string): Promise<AsyncDisposable> {
  const child = fork('bench/object-load.ts', {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, OBJECTS_URL: url },
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('No objects could be sent.'))),
  ]);
  return {
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
