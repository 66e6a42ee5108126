import autocannon from 'autocannon';
import type { BenchEnvironment } from '../bench-environment.ts';
import { type Figure, quantile } from '../figure.ts';
import { newCredential } from '../new-credential.ts';
import { processorTime } from '../processor-time.ts';

/** A round is long enough for hundredths of a second, the unit of the kernel's count, to matter little. */
const SECONDS = 4;
const WARM_UP_SECONDS = 6;
const ROUNDS = 6;
/** Requests a second. */
const RATE = 1000;
const CONNECTIONS = 16;

/**
 * What an open console costs the gate: the engine's processor time for a cached gated request, at 1,000 a second, while somebody follows
 * traces as they come, and while nobody does. Rounds with and without alternate, because a shared machine drifts.
 */
export async function watched({ outputs, enginePid }: BenchEnvironment): Promise<Figure[]> {
  const authorization = `Basic ${await newCredential(outputs)}`;
  const url = `${outputs.apiUrl}/users?count=0`;
  await load(url, authorization, WARM_UP_SECONDS);
  const closed: number[] = [];
  const open: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Each kind comes first as often.
    for (const isOpen of round % 2 === 0 ? [false, true] : [true, false]) {
      const following = isOpen ? await follow(outputs.endpoint) : undefined;
      let count = 0;
      const { engine } = await processorTime(enginePid, async () => {
        count = await load(url, authorization, SECONDS);
      });
      await following?.end();
      (isOpen ? open : closed).push(engine / count);
    }
  }
  const [without, watchedFor] = [quantile(closed, 0.5), quantile(open, 0.5)];
  const ratios = open.map((cost, round) => 100 * (cost / (closed[round] ?? Number.NaN) - 1));
  return [
    { name: 'processor time of a cached request, console closed', value: 1000 * without, unit: 'µs' },
    { name: 'processor time of a cached request, console open', value: 1000 * watchedFor, unit: 'µs' },
    {
      name: 'an open console costs the gate, median of pairs',
      value: quantile(ratios, 0.5),
      unit: '%',
      reach: '≤ 5 %',
    },
  ];
}

/** Reads trace events as the console's page does, until it is told to end. */
async function follow(endpoint: string): Promise<{ end(): Promise<void> }> {
  const abort = new AbortController();
  const response = await fetch(`${endpoint}/_gatehouse/events?type=trace`, { signal: abort.signal });
  const reading = (async () => {
    for await (const part of response.body ?? []) void part;
  })().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return {
    async end() {
      abort.abort();
      await reading;
    },
  };
}

/** Sends requests at the rate, and returns how many were answered. */
async function load(url: string, authorization: string, duration: number): Promise<number> {
  const { non2xx, errors, requests } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration,
    overallRate: RATE,
    headers: { authorization },
  });
  if (non2xx > 0 || errors > 0)
    throw new Error(`${url}: ${non2xx} answers were no success, ${errors} requests failed.`);
  return requests.total;
}
