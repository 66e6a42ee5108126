import type { UpstreamHealth } from '../edge/interfaces/upstream.ts';

/** How long an upstream may take to say how it is, in milliseconds. */
const WITHIN = 2_000;

/** Asks a LocalStack which services it has. Never rejects: a silent one is not reachable. */
export async function askHealth(url: string): Promise<UpstreamHealth> {
  try {
    const response = await fetch(`${url}/_localstack/health`, { signal: AbortSignal.timeout(WITHIN) });
    const { services, version } = (await response.json()) as { services?: unknown; version?: unknown };
    if (!response.ok || typeof services !== 'object' || services === null) return away(url);
    return {
      url,
      reachable: true,
      version: typeof version === 'string' ? version : undefined,
      services: Object.fromEntries(Object.entries(services).map(([name, state]) => [name, String(state)])),
    };
  } catch {
    return away(url);
  }
}

function away(url: string): UpstreamHealth {
  return { url, reachable: false, version: undefined, services: {} };
}
