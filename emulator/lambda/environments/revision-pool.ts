import { AwsError } from '../../edge/aws-error.ts';
import { limits } from '../limits.ts';
import type { Environment, InitFailure } from './environment.ts';
import { failedInitOutcome } from './failed-init.ts';
import { IdleEnvironments } from './idle-environments.ts';
import { DEBUGGING_MS, type Inspection } from './inspection.ts';
import type { Invocation, Outcome } from './invocation.ts';
import type { Revision } from './revision.ts';
import { type StartDependencies, type Started, startEnvironment } from './start-environment.ts';

export interface PoolSettings {
  /** An environment without work for so long is ended, in milliseconds. */
  idleMs: number;
  /** So many processes of one revision start at a time; more would only slow each other down. */
  startingAtOnce: number;
  /** So many environments of one revision may be there; what comes beyond waits for one to be free. */
  environments: number;
}

/** How long an invocation waits for one of the environments that work before a further one is started. */
const PATIENCE_MS = 20;

interface Waiting {
  invocation: Invocation;
  since: number;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/**
 * The environments of one revision of a function: an invocation takes one that is free, the one used last first, and when none
 * is, waits for whichever is ready first, a new one or one that ends its work.
 */
export class RevisionPool {
  readonly revision: Revision;
  readonly #dependencies: StartDependencies;
  readonly #settings: PoolSettings;
  /** Each with what it was started under. */
  readonly #all = new Map<Environment, Inspection | undefined>();
  readonly #idle: IdleEnvironments;
  readonly #waiting: Waiting[] = [];
  readonly #growing = new Set<Promise<void>>();
  #patience: NodeJS.Timeout | undefined;
  #starting = 0;
  #inspection: Inspection | undefined;
  #retired = false;
  #ended = false;

  constructor(revision: Revision, dependencies: StartDependencies, settings: PoolSettings) {
    this.revision = revision;
    this.#dependencies = dependencies;
    this.#settings = settings;
    this.#idle = new IdleEnvironments(dependencies.context.clock, settings.idleMs);
  }

  /** Runs one invocation. Rejects only when the engine itself cannot start an environment. */
  invoke(invocation: Invocation): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const waiting = { invocation, since: performance.now(), resolve, reject };
      const environment = this.#idle.take((candidate) => this.#isUsable(candidate));
      if (environment) void this.#run(environment, waiting);
      else {
        this.#waiting.push(waiting);
        this.#scale();
      }
    });
  }

  /** Takes no more part: free environments end now, busy ones when their work is done. */
  retire(): void {
    this.#retired = true;
    this.#idle.clear();
  }

  /**
   * From now on environments run under the inspector, one at a time and without a time limit, or as ever again. Those that are there
   * end when their work is done; what was under the inspector has the function's own time left for that.
   */
  inspect(inspection: Inspection | undefined): void {
    this.#inspection = inspection;
    this.#idle.clear();
    for (const [environment, by] of this.#all) {
      if (!by || by === inspection) continue;
      if (environment.state === 'starting') environment.kill();
      else this.#dependencies.context.clock.after(this.revision.timeoutMs, () => environment.kill());
    }
    this.#scale();
  }

  /** Starts an environment before anything waits for it, unless it is there. */
  warm(): void {
    if (this.#starting === 0 && ![...this.#all.values()].includes(this.#inspection)) this.#begin();
  }

  /** Resolves when the environments that were started under an inspection have ended. */
  async endOf(inspection: Inspection): Promise<void> {
    const its = [...this.#all].flatMap(([environment, by]) =>
      by === inspection ? [environment.ended()] : [],
    );
    await Promise.all(its);
  }

  /** True when nothing of it is left. */
  get isEmpty(): boolean {
    return this.#all.size === 0 && this.#growing.size === 0;
  }

  /** Ends all environments at once, and resolves when their processes are gone. */
  async end(): Promise<void> {
    this.#ended = true;
    this.retire();
    clearTimeout(this.#patience);
    for (const { reject } of this.#waiting.splice(0)) {
      reject(new AwsError('ServiceException', 'The execution environments were ended.', { status: 500 }));
    }
    const all = [...this.#all.keys()];
    for (const environment of all) environment.kill();
    await Promise.all([...all.map((environment) => environment.ended()), ...this.#growing]);
  }

  #isUsable(environment: Environment): boolean {
    // A run must end before its credentials do.
    const until = this.#dependencies.context.clock.now() + this.revision.timeoutMs;
    return (
      environment.state === 'idle' &&
      environment.credentialsExpireAt > until &&
      this.#all.get(environment) === this.#inspection
    );
  }

  /**
   * Starts environments for what waits. While others work, only for what has waited longer than a start would help: quick
   * handlers under many callers would otherwise spend the machine on starting processes that come too late.
   */
  #scale(): void {
    const { startingAtOnce } = this.#settings;
    const environments = this.#inspection ? 1 : this.#settings.environments;
    const present = () => this.#all.size + this.#starting;
    const latest = performance.now() - PATIENCE_MS;
    const due =
      present() === 0 ? this.#waiting.length : this.#waiting.filter(({ since }) => since <= latest).length;
    while (this.#starting < Math.min(due, startingAtOnce) && present() < environments) {
      this.#begin();
    }
    if (this.#waiting.length > 0) {
      // Processes live in the machine's time, whatever clock the engine was given.
      this.#patience ??= setTimeout(() => {
        this.#patience = undefined;
        this.#scale();
      }, PATIENCE_MS);
    }
  }

  #begin(): void {
    this.#starting += 1;
    const growing = this.#grow().finally(() => this.#growing.delete(growing));
    this.#growing.add(growing);
  }

  async #grow(): Promise<void> {
    try {
      const started = await this.#start('init', limits.initMs);
      this.#starting -= 1;
      if (started.failure) await this.#initAgain(started.failure);
      else this.#offer(started.environment);
    } catch (error) {
      this.#starting -= 1;
      this.#waiting.shift()?.reject(error);
    }
    this.#scale();
  }

  /** An init that failed is run again as part of an invocation, whose outcome it becomes when it fails again. */
  async #initAgain(first: InitFailure): Promise<void> {
    const waiting = this.#waiting.shift();
    if (!waiting) return;
    try {
      const startedAt = performance.now();
      const { environment, failure, log, lines } = await this.#start('invoke', this.revision.timeoutMs);
      if (!failure) {
        void this.#run(environment, waiting);
        return;
      }
      const durationMs = performance.now() - startedAt;
      waiting.resolve(failedInitOutcome(waiting.invocation, { failure, log, lines, durationMs, first }));
    } catch (error) {
      waiting.reject(error);
    }
  }

  async #start(phase: 'init' | 'invoke', withinMs: number): Promise<Started> {
    // What is left to do for code that was replaced runs beside the new code, whose process has the inspector's port.
    const inspection = this.#retired ? undefined : this.#inspection;
    return startEnvironment(this.#dependencies, inspection?.revised(this.revision) ?? this.revision, {
      phase,
      withinMs: inspection ? DEBUGGING_MS : withinMs,
      inspection,
      made: (environment) => {
        this.#all.set(environment, inspection);
        const over = inspection !== undefined && inspection !== this.#inspection;
        if (this.#ended || over) environment.kill();
        void environment.ended().then(() => this.#all.delete(environment));
      },
    });
  }

  #offer(environment: Environment): void {
    const waiting = this.#waiting.shift();
    if (waiting) void this.#run(environment, waiting);
    else if (this.#retired || !this.#isUsable(environment)) environment.kill();
    else this.#idle.put(environment, this.#inspection && DEBUGGING_MS);
  }

  async #run(environment: Environment, { invocation, resolve, reject }: Waiting): Promise<void> {
    try {
      const outcome = await environment.invoke(invocation);
      resolve(outcome);
      if (outcome.coldStart) this.#dependencies.spares.want(this.revision.memoryMb);
    } catch (error) {
      // What could not be handed over is the engine's fault; the caller hears of it, and the environment is of no use any more.
      reject(error);
      environment.kill();
    }
    if (this.#isUsable(environment)) this.#offer(environment);
    else environment.kill();
    this.#scale();
  }
}
