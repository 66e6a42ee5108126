import { performance } from 'node:perf_hooks';
import { limits } from '../limits.ts';
import type { EnvironmentLog } from './environment-log.ts';
import type { EnvironmentParts } from './environment-parts.ts';
import { exitFailure, type Failure, reportedFailure, responseTooLarge, timedOut } from './failures.ts';
import type { Exit, FunctionProcess } from './function-process.ts';
import { holdToLimits } from './hold-to-limits.ts';
import { type Answer, failed, type Invocation, invocationHeaders, type Outcome } from './invocation.ts';
import { Run } from './run.ts';
import { openRuntimeApi, type RuntimeApi, type RuntimeApiListener } from './runtime-api.ts';

type Deliver = Parameters<RuntimeApiListener['next']>[0];

/** The init did not finish: its module threw, it exited, or it took too long. */
export interface InitFailure {
  /** The failure as an invocation's caller sees it. */
  of(requestId: string): Failure;
  durationMs: number;
}

interface Init {
  startedAt: number;
  failure: InitFailure['of'] | undefined;
  ended(failure: InitFailure | undefined): void;
}

/**
 * One execution environment: a process that runs one revision of a function, one invocation at a time. It is `starting` until it asks for
 * its first invocation, then `idle` or `busy`, and `ended` once its process is gone, for any reason.
 */
export class Environment {
  state: 'starting' | 'idle' | 'busy' | 'ended' = 'starting';
  /** When its credentials expire, in milliseconds since 1970. */
  credentialsExpireAt = Number.POSITIVE_INFINITY;
  /** Its process's CPU time at the last report, in milliseconds. */
  reportedCpuMs = 0;
  #live: { process: FunctionProcess; log: EnvironmentLog } | undefined;
  #api: RuntimeApi | undefined;
  #init: Init | undefined;
  #deliver: Deliver | undefined;
  #run: Run | undefined;
  #endRun: () => Promise<void> = () => Promise.resolve();
  #initMs: number | undefined;
  /** The init was part of the invocation that waited for it, and used its time. */
  #initIsInvoke = false;
  #maxMemory = 0;
  #busyMs = 0;
  #busySince: number | undefined;
  #outOfMemory = false;
  readonly #parts: EnvironmentParts;

  constructor(parts: EnvironmentParts) {
    this.#parts = parts;
  }

  get pid(): number | undefined {
    return this.#live?.process.pid;
  }

  /** The time with an invocation in it so far, in milliseconds. */
  get busyMs(): number {
    return this.#busyMs + (this.#busySince === undefined ? 0 : performance.now() - this.#busySince);
  }

  /** Opens the environment's Runtime API; its address goes into the process's variables. */
  async openApi(): Promise<string> {
    const settle = (requestId: string, answer: Answer) => this.#run?.settle(requestId, answer) ?? false;
    this.#api = await openRuntimeApi({
      next: (deliver) => this.#next(deliver),
      response: ({ requestId, body, contentType }) => settle(requestId, { payload: body, contentType }),
      responseTooLarge: (id, bytes) => settle(id, failed(responseTooLarge(limits.responseBytes, bytes))),
      error: ({ requestId, body }) => settle(requestId, failed(reportedFailure(body))),
      initError: (body) => {
        if (this.#init) this.#init.failure = () => reportedFailure(body);
      },
      usage: ({ memoryBytes, cpuMs }) => {
        this.#maxMemory = Math.max(this.#maxMemory, memoryBytes);
        this.reportedCpuMs = cpuMs;
      },
    });
    return this.#api.address;
  }

  /** Waits for the assigned process's init, at most `withinMs`; resolves with the failure, if there was one. */
  init(
    process: FunctionProcess,
    log: EnvironmentLog,
    { phase, withinMs }: { phase: 'init' | 'invoke'; withinMs: number },
  ): Promise<InitFailure | undefined> {
    this.#live = { process, log };
    this.#initIsInvoke = phase === 'invoke';
    void process.exited.then((exit) => this.#exited(exit));
    return new Promise((resolve) => {
      const timer = this.#parts.clock.after(withinMs, () => {
        if (this.#init) this.#init.failure = (requestId) => timedOut(requestId, withinMs);
        this.kill();
      });
      const ended = (failure: InitFailure | undefined) => {
        timer.cancel();
        resolve(failure);
      };
      this.#init = { startedAt: performance.now(), failure: undefined, ended };
    });
  }

  /** Runs one invocation; the environment must be idle. Never rejects: anything that happens to the process is an outcome. */
  invoke(invocation: Invocation): Promise<Outcome> {
    const deliver = this.#deliver;
    if (this.state !== 'idle' || !deliver || !this.#live)
      throw new Error(`The environment is ${this.state}.`);
    this.#deliver = undefined;
    this.state = 'busy';
    this.#busySince = performance.now();
    const initMs = this.#initMs;
    const spentMs = this.#initIsInvoke ? (initMs ?? 0) : 0;
    const run = new Run(invocation, { log: this.#live.log, lines: this.#parts.lines, initMs, spentMs });
    this.#initMs = undefined;
    this.#run = run;
    this.#endRun = holdToLimits(this.#parts, {
      run,
      spentMs,
      ...this.#live,
      outOfMemory: () => {
        this.#outOfMemory = true;
      },
    });
    deliver(invocationHeaders(invocation, this.#parts.limits.timeoutMs - spentMs), invocation.payload);
    return run.outcome;
  }

  /** Ends the process at once; a running invocation ends as on AWS when an environment is lost. */
  kill(): void {
    this.#live?.process.kill();
  }

  /** Resolves when the process is gone. */
  async ended(): Promise<void> {
    await this.#live?.process.exited;
    this.#api?.close();
  }

  #next(deliver: Deliver): void {
    this.#deliver = deliver;
    if (this.state === 'starting' && this.#init) {
      this.#initMs = performance.now() - this.#init.startedAt;
      this.state = 'idle';
      this.#init.ended(undefined);
    } else void this.#finish();
  }

  async #exited(exit: Exit): Promise<void> {
    const starting = this.state === 'starting';
    this.state = 'ended';
    this.#api?.close();
    this.#parts.cpu?.ended();
    const failure = (requestId: string) => exitFailure(requestId, exit, this.#outOfMemory);
    if (starting && this.#init) {
      const durationMs = performance.now() - this.#init.startedAt;
      await this.#live?.log.drained();
      this.#init.ended({ of: this.#init.failure ?? failure, durationMs });
      return;
    }
    const id = this.#run?.invocation.requestId;
    if (id !== undefined) this.#run?.settle(id, failed(failure(id)));
    await this.#finish();
  }

  async #finish(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    this.#busyMs = this.busyMs;
    this.#busySince = undefined;
    await this.#endRun();
    const { timeoutMs } = this.#parts.limits;
    const outcome = await run.finish({ maxMemoryBytes: this.#maxMemory, cappedMs: timeoutMs });
    // Not before: the next invocation's log would mix with this one's.
    if (this.state === 'busy') this.state = 'idle';
    run.resolve(outcome);
  }
}
