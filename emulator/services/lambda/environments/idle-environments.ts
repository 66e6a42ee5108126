import type { Clock } from '../../../store/clock.ts';
import type { Environment } from './environment.ts';

/** Idle environments: the last used one is taken first, so that the others can end in time. */
export class IdleEnvironments {
  readonly #all: { environment: Environment; reaper: ReturnType<Clock['after']> }[] = [];
  readonly #clock: Clock;
  readonly #idleMs: number;

  /** One that is not taken for `idleMs` milliseconds is ended, unless another time is given. */
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

  /** The last usable one; ends unusable ones. */
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
