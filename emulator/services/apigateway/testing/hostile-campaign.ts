import fc from 'fast-check';
import { startWithFunctions } from './engine-with-functions.ts';
import { createHostileApi, judge } from './hostile-api.ts';
import { type HostileRequest, hostileRequest, sendAll } from './hostile-requests.ts';
import { type Seen, startOrigin } from './origin.ts';

/** How many requests are made at a time; each lot has its own seed, one above the one before. */
export const LOT = 1000;

export interface Campaign {
  /** How many requests were sent: all, unless the campaign was stopped. */
  sent: number;
  /** How many of them reached the origin. */
  reached: number;
  /** Answers by status; `none` for connections that were closed without one. */
  statuses: Record<string, number>;
  /** Requests that wrongly reached the origin, one sentence each. */
  breaches: string[];
  /** The first request that got through, if it is known, and the seed of its lot. */
  first: { readonly text: string | undefined; readonly seed: number } | undefined;
  /** Bugs of the engine, and whether it still answered at the end. */
  defects: unknown[];
  alive: boolean;
}

export interface CampaignOptions {
  /** Called after each lot. */
  onProgress?(campaign: Campaign): void;
  /** Stops the campaign after the present lot. */
  signal?: AbortSignal;
}

/** Sends `count` hostile requests to its own engine and reports the results. The same seed makes the same requests. */
export async function runCampaign(
  kind: 'REST' | 'HTTP',
  count: number,
  seed: number,
  { onProgress, signal }: CampaignOptions = {},
): Promise<Campaign> {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  engine.functions.set('auth', judge);
  const { apiId, base } = await createHostileApi(kind, engine, origin.url);
  const campaign: Campaign = {
    sent: 0,
    reached: 0,
    statuses: {},
    breaches: [],
    first: undefined,
    defects: engine.defects,
    alive: true,
  };
  for (let lot = seed; campaign.sent < count && !signal?.aborted; lot += 1) {
    const requests = fc.sample(hostileRequest, { numRuns: Math.min(LOT, count - campaign.sent), seed: lot });
    countStatuses(campaign.statuses, await sendAll(engine.port, apiId, requests, 32));
    campaign.sent += requests.length;
    judgeLot(campaign, kind, origin.seen.splice(0), requests, lot);
    const last = await fetch(`${engine.endpoint}${base}/public/last`, { headers: { Authorization: 'good' } });
    campaign.alive = last.status === 200;
    origin.seen.splice(0);
    onProgress?.(campaign);
    if (!campaign.alive) break;
  }
  return campaign;
}

function countStatuses(statuses: Record<string, number>, answers: readonly string[]): void {
  for (const line of answers) {
    const status = /^HTTP\/1\.\d (\d{3})/.exec(line)?.[1] ?? 'none';
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
}

/** Adds a lot's requests that wrongly reached the origin. */
function judgeLot(
  campaign: Campaign,
  kind: 'REST' | 'HTTP',
  seen: readonly Seen[],
  requests: readonly HostileRequest[],
  seed: number,
): void {
  campaign.reached += seen.length;
  for (const each of seen) {
    const found = breachesOf(kind, each);
    if (found.length === 0) continue;
    campaign.breaches.push(...found);
    // A request inside a request has no number of its own.
    campaign.first ??= { text: requests[Number(each.headers['x-case'] ?? Number.NaN)]?.text, seed };
  }
  if (seen.length <= requests.length) return;
  campaign.breaches.push(`${seen.length} requests reached the origin, and only ${requests.length} were sent`);
  campaign.first ??= { text: undefined, seed };
}

function breachesOf(kind: 'REST' | 'HTTP', { method, url, headers }: Seen): string[] {
  const found: string[] = [];
  const asked = `${method} ${url}`;
  if (method !== 'GET') found.push(`${asked}: a method without an Allow`);
  if (!isPublic(url)) found.push(`${asked}: a path without an Allow`);
  if (url.includes('smuggled')) found.push(`${asked}: a request inside a request`);
  if (headers['x-user'] !== 'ada') found.push(`${asked}: x-user is ${headers['x-user']}`);
  if (headers['x-origin-secret'] !== 'secret')
    found.push(`${asked}: the secret is ${headers['x-origin-secret']}`);
  // On HTTP APIs the credential always passes.
  if (kind === 'REST' && headers.authorization !== undefined)
    found.push(`${asked}: the credential got through`);
  return found;
}

/** Whether a path is below `/public/` in every reading of an origin: raw, decoded, or with its dot segments resolved. */
function isPublic(url: string): boolean {
  const [path = ''] = url.split('?');
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // Then it is read as it is.
  }
  const resolved: string[] = [];
  for (const segment of decoded.replaceAll('\\', '/').split('/')) {
    if (segment === '..') resolved.pop();
    else if (segment !== '.' && segment !== '') resolved.push(segment);
  }
  return path.startsWith('/public') && decoded.startsWith('/public') && resolved[0] === 'public';
}
