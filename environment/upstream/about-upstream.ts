/** What an engine reports about its upstream, in words. */
export interface AboutUpstream {
  url: string;
  reachable: boolean;
  /** For one line. */
  words: string;
}

/** How long the engine may take to report it, in milliseconds; it waits for the upstream itself. */
const WITHIN = 5_000;

interface Health {
  services: Readonly<Record<string, { by: string }>>;
  upstream: { url: string; reachable: boolean; version?: string } | null;
}

/** Asks an engine who has its services; undefined if it has no upstream or does not say. */
export async function aboutUpstream(engineUrl: string): Promise<AboutUpstream | undefined> {
  try {
    const response = await fetch(`${engineUrl}/_gatehouse/health`, { signal: AbortSignal.timeout(WITHIN) });
    const { services, upstream } = (await response.json()) as Health;
    if (!upstream) return undefined;
    const { url, reachable, version } = upstream;
    const count = Object.values(services).filter(({ by }) => by === 'upstream').length;
    const words = reachable
      ? `LocalStack ${version ?? 'of an unknown version'}, which has ${count} services that the engine does not`
      : 'does not answer: calls for services that the engine does not have fail';
    return { url, reachable, words };
  } catch {
    return undefined;
  }
}
