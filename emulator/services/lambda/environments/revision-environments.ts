import type { Environment } from './environment.ts';
import { DEBUGGING_MS, type Inspection } from './inspection.ts';
import type { Revision } from './revision.ts';
import { type StartDependencies, type Started, startEnvironment } from './start-environment.ts';

/** All environments of one revision: how they start, what they were started under, and how they end. */
export class RevisionEnvironments {
  /** Set while they run under the inspector. */
  inspection: Inspection | undefined;
  readonly #revision: Revision;
  readonly #dependencies: StartDependencies;
  /** Each with what it was started under. */
  readonly #all = new Map<Environment, Inspection | undefined>();
  #retired = false;
  #ended = false;

  constructor(revision: Revision, dependencies: StartDependencies) {
    this.#revision = revision;
    this.#dependencies = dependencies;
  }

  get size(): number {
    return this.#all.size;
  }

  /** The present ones, including starting ones. */
  all(): Iterable<Environment> {
    return this.#all.keys();
  }

  /** Whether one exists that was started as they are started now. */
  get hasCurrent(): boolean {
    return [...this.#all.values()].includes(this.inspection);
  }

  /** Whether an environment is free and was started as they are now, with credentials that outlive an invocation. */
  isUsable(environment: Environment): boolean {
    const until = this.#dependencies.context.clock.now() + this.#revision.timeoutMs;
    return (
      environment.state === 'idle' &&
      environment.credentialsExpireAt > until &&
      this.#all.get(environment) === this.inspection
    );
  }

  /** Makes one, and waits for its init, at most `withinMs`. */
  start(phase: 'init' | 'invoke', withinMs: number): Promise<Started> {
    // Replaced code finishes its work beside the new code, whose process has the inspector's port.
    const inspection = this.#retired ? undefined : this.inspection;
    return startEnvironment(this.#dependencies, inspection?.revised(this.#revision) ?? this.#revision, {
      phase,
      withinMs: inspection ? DEBUGGING_MS : withinMs,
      inspection,
      made: (environment) => {
        this.#all.set(environment, inspection);
        const over = inspection !== undefined && inspection !== this.inspection;
        if (this.#ended || over) environment.kill();
        void environment.ended().then(() => this.#all.delete(environment));
      },
    });
  }

  /**
   * From now on they run under the inspector, without a time limit, or normally again. What was under the inspector has the function's own
   * timeout left.
   */
  inspect(inspection: Inspection | undefined): void {
    this.inspection = inspection;
    for (const [environment, by] of this.#all) {
      if (!by || by === inspection) continue;
      if (environment.state === 'starting') environment.kill();
      else this.#dependencies.context.clock.after(this.#revision.timeoutMs, () => environment.kill());
    }
  }

  /** Resolves when those that were started under an inspection have ended. */
  async endOf(inspection: Inspection): Promise<void> {
    const its = [...this.#all].flatMap(([environment, by]) =>
      by === inspection ? [environment.ended()] : [],
    );
    await Promise.all(its);
  }

  /** The revision is replaced: new environments only finish the remaining work. */
  retire(): void {
    this.#retired = true;
  }

  /** Ends them all at once, including starting ones, and resolves when their processes are gone. */
  async end(): Promise<void> {
    this.#ended = true;
    const all = [...this.#all.keys()];
    for (const environment of all) environment.kill();
    await Promise.all(all.map((environment) => environment.ended()));
  }
}
