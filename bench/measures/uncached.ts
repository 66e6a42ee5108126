import autocannon from 'autocannon';
import type { BenchEnvironment } from '../bench-environment.ts';
import type { Figure } from '../figure.ts';
import { newCredential } from '../new-credential.ts';
import { type ProcessorTime, processorTime } from '../processor-time.ts';

const SECONDS = 6;
/** As long as it takes until all processes run optimized code, in seconds. */
const WARM_UP_SECONDS = 3;

/** A gated request with an uncached verdict, from 1, 4 and 32 callers: how many a second, in how many processes, and their cost. */
export async function uncached({ uncached, enginePid }: BenchEnvironment): Promise<Figure[]> {
  const authorization = `Basic ${await newCredential(uncached)}`;
  const url = `${uncached.apiUrl}/users?count=0`;
  const figures: Figure[] = [];
  const rates: number[] = [];
  for (const connections of [1, 4, 32]) {
    await load(url, authorization, connections, WARM_UP_SECONDS);
    let result = { rate: 0, count: 0, median: 0 };
    const used = await processorTime(enginePid, async () => {
      result = await load(url, authorization, connections, SECONDS);
    });
    rates.push(result.rate);
    figures.push(...figuresOf(connections, result, used));
  }
  const [one = Number.NaN, , many = Number.NaN] = rates;
  const beside = {
    name: 'gated, not cached, 32 connections beside 1',
    value: (100 * many) / one,
    unit: '%',
  } as const;
  return [...figures, { ...beside, reach: '≥ 150 %' }];
}

function figuresOf(
  connections: number,
  { rate, count }: { rate: number; count: number },
  { engine, functions, environments }: ProcessorTime,
): Figure[] {
  const name = `gated, not cached, ${connections} connection${connections === 1 ? '' : 's'}`;
  return [
    { name, value: rate, unit: 'req/s', ...(connections === 32 && { reach: '≥ 500 req/s' }) },
    { name: '  environments that worked', value: environments, unit: '' },
    { name: '  the engine’s processor time, a request', value: engine / count, unit: 'ms' },
    { name: '  the functions’ processor time, a request', value: functions / count, unit: 'ms' },
  ];
}

async function load(
  url: string,
  authorization: string,
  connections: number,
  duration: number,
): Promise<{ rate: number; count: number; median: number }> {
  const { non2xx, errors, requests, latency } = await autocannon({
    url,
    connections,
    duration,
    headers: { authorization },
  });
  if (non2xx > 0 || errors > 0)
    throw new Error(`${url}: ${non2xx} answers were no success, ${errors} requests failed.`);
  return { rate: requests.average, count: requests.total, median: latency.p50 };
}
