import type { Clock } from '../../../store/clock.ts';

/** A cache holds at most so many verdicts; the oldest goes first. */
const MOST = 10_000;

/** The verdicts of one authorizer of one stage. */
export interface VerdictCache<Verdict> {
  get(identity: string): Verdict | undefined;
  put(identity: string, verdict: Verdict, ttlMs: number): void;
}

/** The verdicts of all authorizers, only in memory: they are derived, and short-lived. */
export interface VerdictCaches<Verdict> {
  /** An authorizer's cache in a stage; empty if the authorizer's record has changed since. */
  of(apiId: string, stageName: string, authorizerId: string, record: object): VerdictCache<Verdict>;
  /** Forgets the verdicts of a stage, of an API, or all. Verdicts still being requested are not cached either. */
  flush(apiId?: string, stageName?: string): void;
}

/** Makes the caches of one gate. Verdicts expire by `clock`, and when the process ends. */
export function createVerdictCaches<Verdict>({
  clock,
}: {
  clock: Pick<Clock, 'now'>;
}): VerdictCaches<Verdict> {
  const caches = new Map<string, Map<string, { record: object; cache: VerdictCache<Verdict> }>>();
  return {
    of(apiId, stageName, authorizerId, record) {
      const place = `${apiId}/${stageName}`;
      let stage = caches.get(place);
      if (!stage) {
        stage = new Map();
        caches.set(place, stage);
      }
      let kept = stage.get(authorizerId);
      if (kept?.record !== record) {
        kept = { record, cache: createCache(clock) };
        stage.set(authorizerId, kept);
      }
      return kept.cache;
    },
    flush(apiId, stageName) {
      for (const place of [...caches.keys()]) {
        const [api, stage] = place.split('/');
        if ((apiId ?? api) === api && (stageName ?? stage) === stage) caches.delete(place);
      }
    },
  };
}

function createCache<Verdict>(clock: Pick<Clock, 'now'>): VerdictCache<Verdict> {
  const entries = new Map<string, { verdict: Verdict; until: number }>();
  return {
    get(identity) {
      const entry = entries.get(identity);
      if (!entry) return undefined;
      if (entry.until > clock.now()) return entry.verdict;
      entries.delete(identity);
      return undefined;
    },
    put(identity, verdict, ttlMs) {
      entries.delete(identity);
      entries.set(identity, { verdict, until: clock.now() + ttlMs });
      if (entries.size > MOST) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
    },
  };
}
