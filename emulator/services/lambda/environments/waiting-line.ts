import { PATIENCE_MS } from './growth.ts';
import type { Invocation, Outcome } from './invocation.ts';

/** An invocation that waits for an environment. */
export interface Waiting {
  readonly invocation: Invocation;
  readonly since: number;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/** A revision's waiting invocations, first come, first served. */
export class WaitingLine {
  readonly #line: Waiting[] = [];
  readonly #impatient: () => void;
  #patience: NodeJS.Timeout | undefined;

  /** `impatient` is called when something has waited long. */
  constructor(impatient: () => void) {
    this.#impatient = impatient;
  }

  put(waiting: Waiting): void {
    this.#line.push(waiting);
  }

  take(): Waiting | undefined {
    return this.#line.shift();
  }

  get length(): number {
    return this.#line.length;
  }

  /** How long the first one has waited, in milliseconds. */
  get oldestMs(): number {
    const [first] = this.#line;
    return first ? performance.now() - first.since : 0;
  }

  /** How many have waited longer than `PATIENCE_MS`. */
  get overdue(): number {
    const latest = performance.now() - PATIENCE_MS;
    return this.#line.filter(({ since }) => since <= latest).length;
  }

  /** Calls `impatient` as long as something waits. */
  watch(): void {
    if (this.#line.length === 0) return;
    // Processes live in the machine's time, whatever clock the engine has.
    this.#patience ??= setTimeout(() => {
      this.#patience = undefined;
      this.#impatient();
    }, PATIENCE_MS);
  }

  /** Rejects everything that waits. */
  refuse(error: unknown): void {
    clearTimeout(this.#patience);
    for (const { reject } of this.#line.splice(0)) reject(error);
  }
}
