/**
 * AWS's price of a function's GB-second, in US dollars, and of a million requests: US East (N. Virginia), first tier, without the free tier
 * and without tax (aws.amazon.com/lambda/pricing, as of 2025). Other regions cost the same or more; only the proportion between memory
 * sizes matters here.
 */
const GB_SECOND = { x86_64: 0.0000166667, arm64: 0.0000133334 } as const;
const MILLION_REQUESTS = 0.2;

/** Kinds of processor that Lambda has. */
export type Architecture = keyof typeof GB_SECOND;

/** The price of a million runs, in US dollars, of `billedMs` each on average; a GB is 1,024 MB. */
export function usdPerMillion(billedMs: number, memoryMb: number, architecture: Architecture): number {
  const gbSeconds = (memoryMb / 1024) * (billedMs / 1000);
  return gbSeconds * GB_SECOND[architecture] * 1_000_000 + MILLION_REQUESTS;
}
