import { AwsError } from '../../../edge/aws-error.ts';
import type { EnvironmentCensus } from '../../../edge/interfaces/environment-census.ts';
import { limits } from '../limits.ts';
import type { Environment, InitFailure } from './environment.ts';
import { failedInitOutcome } from './failed-init.ts';
import { startsFor } from './growth.ts';
import { measureIdleCores } from './idle-cores.ts';
import { IdleEnvironments } from './idle-environments.ts';
import { DEBUGGING_MS, type Inspection } from './inspection.ts';
import type { Invocation, Outcome } from './invocation.ts';
import { measureEnvironments } from './measure-environments.ts';
import type { Revision } from './revision.ts';
import { RevisionEnvironments } from './revision-environments.ts';
import type { StartDependencies } from './start-environment.ts';
import { type Waiting, WaitingLine } from './waiting-line.ts';

export interface PoolSettings {
  /** How long an idle environment lives, in milliseconds. */
  idleMs: number;
  /** How many processes of one revision start at a time; more would only slow each other down. */
  startingAtOnce: number;
  /** How many environments of one revision may exist; further invocations wait for a free one. */
  environments: number;
}

/**
 * The environments of one revision of a function: an invocation takes a free one, the last used first, else waits for whichever is ready
 * first, a new one or a busy one.
 */
export class RevisionPool {
  readonly revision: Revision;
  readonly #dependencies: StartDependencies;
  readonly #settings: PoolSettings;
  readonly #environments: RevisionEnvironments;
  readonly #idle: IdleEnvironments;
  readonly #waiting = new WaitingLine(() => this.#scale());
  readonly #growing = new Set<Promise<void>>();
  readonly #measure: ReturnType<typeof measureEnvironments>;
  readonly #idleCores = measureIdleCores();
  #starting = 0;
  /** When one was started last or an invocation ended. */
  #movedAt = 0;
  #finished = 0;
  #retired = false;

  constructor(revision: Revision, dependencies: StartDependencies, settings: PoolSettings) {
    this.revision = revision;
    this.#dependencies = dependencies;
    this.#settings = settings;
    this.#environments = new RevisionEnvironments(revision, dependencies);
    this.#measure = measureEnvironments(() => this.#environments.all());
    this.#idle = new IdleEnvironments(dependencies.context.clock, settings.idleMs);
  }

  /** Runs one invocation. Rejects only if the engine itself cannot start an environment. */
  invoke(invocation: Invocation): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const waiting = { invocation, since: performance.now(), resolve, reject };
      const environment = this.#idle.take((candidate) => this.#environments.isUsable(candidate));
      if (environment) void this.#run(environment, waiting);
      else {
        this.#waiting.put(waiting);
        this.#scale();
      }
    });
  }

  /** Accepts no more work: free environments end now, busy ones when their work is done. */
  retire(): void {
    this.#retired = true;
    this.#environments.retire();
    this.#idle.clear();
  }

  /**
   * From now on environments run under the inspector, one at a time and without a time limit, or normally again. Present ones end when
   * their work is done; what was under the inspector has the function's own timeout left for that.
   */
  inspect(inspection: Inspection | undefined): void {
    this.#idle.clear();
    this.#environments.inspect(inspection);
    this.#scale();
  }

  /** Starts an environment before anything waits for it, unless it exists. */
  warm(): void {
    if (this.#starting === 0 && !this.#environments.hasCurrent) this.#begin();
  }

  /** Resolves when the environments that were started under an inspection have ended. */
  endOf(inspection: Inspection): Promise<void> {
    return this.#environments.endOf(inspection);
  }

  /** How many of its environments do what. */
  census(): EnvironmentCensus {
    const { functionName, version } = this.revision;
    const counts = { starting: 0, idle: 0, busy: 0, ended: 0 };
    for (const { state } of this.#environments.all()) counts[state] += 1;
    const { starting, idle, busy } = counts;
    return { functionName, version, starting, idle, busy, waiting: this.#waiting.length };
  }

  /** True when nothing of it is left. */
  get isEmpty(): boolean {
    return this.#environments.size === 0 && this.#growing.size === 0;
  }

  /** Ends all environments at once, and resolves when their processes are gone. */
  async end(): Promise<void> {
    this.retire();
    this.#waiting.refuse(
      new AwsError('ServiceException', 'The execution environments were ended.', { status: 500 }),
    );
    await Promise.all([this.#environments.end(), ...this.#growing]);
  }

  /** Starts as many environments for waiting invocations as will help. */
  #scale(): void {
    if (this.#waiting.length === 0) return;
    const { startingAtOnce, environments } = this.#settings;
    const most = this.#environments.inspection ? 1 : environments;
    const present = this.#environments.size + this.#starting;
    const wanted = startsFor({
      waiting: this.#waiting.length,
      overdue: this.#waiting.overdue,
      oldestMs: this.#waiting.oldestMs,
      present,
      starting: this.#starting,
      stalledMs: performance.now() - this.#movedAt,
      measured: this.#measure(this.#finished),
      idleCores: this.#idleCores(),
      startingAtOnce,
    });
    for (let count = Math.min(wanted, most - present); count > 0; count -= 1) this.#begin();
    this.#waiting.watch();
  }

  #begin(): void {
    this.#starting += 1;
    this.#movedAt = performance.now();
    const growing = this.#grow().finally(() => this.#growing.delete(growing));
    this.#growing.add(growing);
  }

  async #grow(): Promise<void> {
    try {
      const started = await this.#environments.start('init', limits.initMs);
      this.#starting -= 1;
      if (started.failure) await this.#initAgain(started.failure);
      else this.#offer(started.environment);
    } catch (error) {
      this.#starting -= 1;
      this.#waiting.take()?.reject(error);
    }
    this.#scale();
  }

  /** A failed init runs again as part of an invocation, which fails with it. */
  async #initAgain(first: InitFailure): Promise<void> {
    const waiting = this.#waiting.take();
    if (!waiting) return;
    try {
      const startedAt = performance.now();
      const { environment, failure, log, lines } = await this.#environments.start(
        'invoke',
        this.revision.timeoutMs,
      );
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

  #offer(environment: Environment): void {
    const waiting = this.#waiting.take();
    if (waiting) void this.#run(environment, waiting);
    else if (this.#retired || !this.#environments.isUsable(environment)) environment.kill();
    else this.#idle.put(environment, this.#environments.inspection && DEBUGGING_MS);
  }

  async #run(environment: Environment, { invocation, resolve, reject }: Waiting): Promise<void> {
    try {
      const outcome = await environment.invoke(invocation);
      this.#finished += 1;
      this.#movedAt = performance.now();
      resolve(outcome);
      if (outcome.coldStart)
        this.#dependencies.processes.of(this.revision.runtime).spares.want(this.revision.memoryMb);
    } catch (error) {
      // An invocation that could not be delivered is the engine's fault; the caller gets the error, and the environment is unusable.
      reject(error);
      environment.kill();
    }
    if (this.#environments.isUsable(environment)) this.#offer(environment);
    else environment.kill();
    this.#scale();
  }
}
