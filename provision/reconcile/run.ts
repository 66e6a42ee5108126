import type { Clients } from '../clients.ts';
import type { Intents } from './intents.ts';
import type { Progress } from './progress.ts';
import type { Scope } from './scope.ts';
import type { Clock } from './wait.ts';

/** Ids from an earlier run: a shortcut to a resource, never a proof that it exists. */
export interface Hints {
  readonly userPoolId?: string;
  readonly userPoolClientId?: string;
  /** Of the REST API. */
  readonly apiId?: string;
  readonly httpApiId?: string | undefined;
}

/** What every kind of resource works with. */
export interface Run {
  readonly scope: Scope;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly hints: Hints;
  /** Whether to take over a resource of the right name without the stack's tags. */
  readonly adopt: boolean;
  readonly reads: SharedReads;
  readonly intents: Intents;
}

/** Answers that several resources read, so that each is asked for once in a plan. */
export class SharedReads {
  readonly #answers = new Map<string, Promise<unknown>>();

  /** Returns the answer cached under `key`, or that of `read`, cached from now on. Does not cache failures. */
  async get<T>(key: string, read: () => Promise<T>): Promise<T> {
    const kept = this.#answers.get(key) as Promise<T> | undefined;
    if (kept) return kept;
    const asked = read();
    this.#answers.set(key, asked);
    asked.catch(() => this.#answers.delete(key));
    return asked;
  }

  /** To be called after a change: what was read before may be outdated. */
  forget(): void {
    this.#answers.clear();
  }
}
