import type { Choices } from './choices.ts';
import { giveMemory, type Means } from './function-memory.ts';
import type { Reports } from './read-reports.ts';
import type { Report } from './report-line.ts';
import type { Requests } from './requests.ts';

/** The results at one memory size. */
export interface Measured {
  readonly memoryMb: number;
  /** The first request of each round, which needed a new environment; in milliseconds, as the client saw them. */
  readonly firstResponsesMs: readonly number[];
  /** Those after them. */
  readonly responsesMs: readonly number[];
  /** Of every run at this size, from the log. */
  readonly reports: readonly Report[];
}

/** All sizes are repeated so often, so that some slow seconds of a machine or an account affect all of them. */
const ROUNDS = 3;

/**
 * Gives the function one memory size after the other and sends, one at a time, the first request and then its part of `samples` more; in
 * three rounds, or fewer with fewer samples. `told` hears of each size in each round.
 */
export async function measure(
  { functionName, sizes, samples }: Choices,
  requests: Requests,
  reports: Reports,
  means: Means & {
    readonly signal: AbortSignal;
    told(measured: Measured, round: number, rounds: number): void;
  },
): Promise<Measured[]> {
  const rounds = Math.min(ROUNDS, samples);
  const all = new Map<number, Measured>();
  for (let round = 1; round <= rounds; round += 1) {
    const warm = Math.floor((samples * round) / rounds) - Math.floor((samples * (round - 1)) / rounds);
    for (const memoryMb of sizes) {
      means.signal.throwIfAborted();
      await giveMemory(functionName, memoryMb, means);
      const [first = 0, ...others] = await sendAll(requests, warm + 1, means.signal);
      const before = all.get(memoryMb);
      const responsesMs = [...(before?.responsesMs ?? []), ...others];
      const firstResponsesMs = [...(before?.firstResponsesMs ?? []), first];
      const count = responsesMs.length + firstResponsesMs.length;
      const seen = { memoryMb, firstResponsesMs, responsesMs, reports: await reports.at(memoryMb, count) };
      means.told(seen, round, rounds);
      all.set(memoryMb, seen);
    }
  }
  return [...all.values()];
}

async function sendAll(requests: Requests, count: number, signal: AbortSignal): Promise<number[]> {
  const responses: number[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    signal.throwIfAborted();
    responses.push(await requests.send(signal));
  }
  return responses;
}
