import type { Clients } from '../clients.ts';
import type { Intents } from './intents.ts';
import type { Progress } from './progress.ts';
import type { Scope } from './scope.ts';
import type { Clock } from './wait.ts';

/** Ids that an earlier run wrote down: a short way to a resource, never a proof that it is there. */
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
  /** Whether a resource of the right name without the stack's tags may be taken over. */
  readonly adopt: boolean;
  readonly reads: SharedReads;
  readonly intents: Intents;
}

/** Answers that several resources are read from, so that each is asked for once in a plan. */
export class SharedReads {
  readonly #answers = new Map<string, Promise<unknown>>();

  /** The answer kept under `key`, or that of `read`, kept from now on. A failure is not kept. */
  async get<T>(key: string, read: () => Promise<T>): Promise<T> {
    const kept = this.#answers.get(key) as Promise<T> | undefined;
    if (kept) return kept;
    const asked = read();
    this.#answers.set(key, asked);
    asked.catch(() => this.#answers.delete(key));
    return asked;
  }

  /** To be called when something was changed: what was read before may no longer hold. */
  forget(): void {
    this.#answers.clear();
  }
}
