import autocannon from 'autocannon';
import type { Outputs } from '../../provision/outputs.ts';
import type { BenchEnvironment } from '../bench-environment.ts';
import type { Figure } from '../figure.ts';
import { newCredential } from '../new-credential.ts';
import { processorTime } from '../processor-time.ts';

const ROUNDS = 10;
const REQUESTS = 1000;
const PATH = '/users?count=0';

/**
 * The cost of a usage plan: the engine's processor time for a gated and cached request, in a stack that limits people and in one that does
 * not. In turns, because a shared machine drifts. On one connection, so that no request exceeds the plan's rate.
 */
export async function usagePlan({ outputs, metered, enginePid }: BenchEnvironment): Promise<Figure[]> {
  const free = await callerOf(outputs, enginePid);
  const limited = await callerOf(metered, enginePid);
  // Until all processes run optimized code.
  for (const caller of [free, limited]) await caller();
  const used = { free: 0, limited: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    used.free += await free();
    used.limited += await limited();
  }
  return [
    {
      name: 'usage plan, processor time of a cached request',
      value: 100 * (used.limited / used.free - 1),
      unit: '%',
      reach: '≤ 5 %',
    },
  ];
}

/** Sends requests, and returns the processor time that the engine used for them, in milliseconds. */
async function callerOf(outputs: Outputs, enginePid: number): Promise<() => Promise<number>> {
  const url = `${outputs.apiUrl}${PATH}`;
  const headers = { authorization: `Basic ${await newCredential(outputs)}` };
  return async () => {
    const { engine } = await processorTime(enginePid, async () => {
      const { non2xx, errors } = await autocannon({ url, connections: 1, amount: REQUESTS, headers });
      if (non2xx > 0 || errors > 0)
        throw new Error(`${url}: ${non2xx} answers were no success, ${errors} requests failed.`);
    });
    return engine;
  };
}
