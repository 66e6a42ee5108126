import type { Choices } from './choices.ts';
import { giveMemory, type Means } from './function-memory.ts';
import type { Reports } from './read-reports.ts';
import type { Report } from './report-line.ts';
import type { Requests } from './requests.ts';

/** What was seen at one memory size. */
export interface Measured {
  readonly memoryMb: number;
  /** The first request, which an environment had to be made for. */
  readonly firstResponseMs: number;
  /** Those after it, as the client saw them. */
  readonly responsesMs: readonly number[];
  /** Of every run at this size, as the log tells. */
  readonly reports: readonly Report[];
}

/** Gives the function one memory size after the other and sends, one at a time, the first request and `samples` more. */
export async function measure(
  { functionName, sizes, samples }: Choices,
  requests: Requests,
  reports: Reports,
  means: Means & { readonly signal: AbortSignal; told(measured: Measured): void },
): Promise<Measured[]> {
  const { signal, told } = means;
  const all: Measured[] = [];
  for (const memoryMb of sizes) {
    signal.throwIfAborted();
    await giveMemory(functionName, memoryMb, means);
    const responses: number[] = [];
    for (let sent = 0; sent <= samples; sent += 1) {
      signal.throwIfAborted();
      responses.push(await requests.send(signal));
    }
    const [firstResponseMs = 0, ...responsesMs] = responses;
    const seen = {
      memoryMb,
      firstResponseMs,
      responsesMs,
      reports: await reports.at(memoryMb, responses.length),
    };
    told(seen);
    all.push(seen);
  }
  return all;
}
