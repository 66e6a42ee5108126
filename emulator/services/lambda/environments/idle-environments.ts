import type { Clock } from '../../../store/clock.ts';
import type { Environment } from './environment.ts';

/** Environments without work: the one that worked last is taken first, so that the others can be ended in time. */
export class IdleEnvironments {
  readonly #all: { environment: Environment; reaper: ReturnType<Clock['after']> }[] = [];
  readonly #clock: Clock;
  readonly #idleMs: number;

  /** One that is not taken for `idleMs` milliseconds is ended, unless it is put here for another time. */
  constructor(clock: Clock, idleMs: number) {
    this.#clock = clock;
    this.#idleMs = idleMs;
  }

  put(environment: Environment, idleMs = this.#idleMs): void {
    const reaper = this.#clock.after(idleMs, () => {
      const at = this.#all.findIndex((candidate) => candidate.environment === environment);
      if (at >= 0) this.#all.splice(at, 1);
      environment.kill();
    });
    this.#all.push({ environment, reaper });
  }

  /** The last one that is usable; those that are not are ended. */
  take(isUsable: (environment: Environment) => boolean): Environment | undefined {
    for (let last = this.#all.pop(); last; last = this.#all.pop()) {
      last.reaper.cancel();
      if (isUsable(last.environment)) return last.environment;
      last.environment.kill();
    }
    return undefined;
  }

  /** Ends them all. */
  clear(): void {
    this.take(() => false);
  }
}
