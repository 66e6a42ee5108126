import { performance } from 'node:perf_hooks';
import type { Clock } from '../../clock.ts';
import { limits } from '../limits.ts';
import type { LimitCpu } from './cpu-share.ts';
import type { EnvironmentLog } from './environment-log.ts';
import { exitFailure, type Failure, reportedFailure, responseTooLarge, timedOut } from './failures.ts';
import type { Exit, FunctionProcess } from './function-process.ts';
import { watchMemory } from './memory-watch.ts';
import type { PlatformLines, Report } from './platform-lines.ts';
import type { Revision } from './revision.ts';
import { openRuntimeApi, type Posted, type RuntimeApi, type RuntimeApiListener } from './runtime-api.ts';

/** One run of a function, as an environment is given it. */
export interface Invocation {
  requestId: string;
  payload: string | Uint8Array;
  invokedFunctionArn: string;
  /** The tracing header, `Root=…;Parent=…;Sampled=0`. */
  traceId: string;
  /** JSON text. */
  clientContext?: string;
}

/** What became of it. */
export interface Outcome {
  payload: string | Uint8Array;
  contentType: string | undefined;
  failure: Failure | undefined;
  /** The last 4 KB of the log of this run. */
  logTail: string;
  durationMs: number;
  coldStart: boolean;
}

interface Run {
  invocation: Invocation;
  startedAt: number;
  answer: { payload: Buffer | string; contentType?: string | undefined; failure?: Failure } | undefined;
  timer: { cancel(): void };
  /** Ends what watches the process while it runs. */
  unwatch(): void;
  done(outcome: Outcome): void;
}

type Deliver = Parameters<RuntimeApiListener['next']>[0];

/** The init did not come to its end: its module threw, it exited, or it took too long. */
export interface InitFailure {
  /** The failure as the caller of an invocation sees it. */
  of(requestId: string): Failure;
  durationMs: number;
}

/**
 * One execution environment: a process that runs one revision of a function, one invocation at a time. It is `starting` until
 * it asks for its first invocation, then `idle` or `busy`, and `ended` once its process is gone, for whatever reason.
 */
export class Environment {
  state: 'starting' | 'idle' | 'busy' | 'ended' = 'starting';
  /** Milliseconds from 1970 at which its credentials run out. */
  credentialsExpireAt = Number.POSITIVE_INFINITY;
  #process: FunctionProcess | undefined;
  #log: EnvironmentLog | undefined;
  #api: RuntimeApi | undefined;
  #deliver: Deliver | undefined;
  #run: Run | undefined;
  #initEnded: (failure: InitFailure | undefined) => void = () => undefined;
  #initFailure: InitFailure['of'] | undefined;
  #initStartedAt = 0;
  #initMs: number | undefined;
  #maxMemory = 0;
  #outOfMemory = false;
  readonly #timeoutMs: number;
  readonly #memoryBytes: number;
  readonly #clock: Clock;
  readonly #lines: PlatformLines;
  readonly #limitCpu: LimitCpu | undefined;

  /** `timeoutMs` and `memoryMb` are the function's limits. */
  constructor(
    { timeoutMs, memoryMb }: Pick<Revision, 'timeoutMs' | 'memoryMb'>,
    clock: Clock,
    lines: PlatformLines,
    limitCpu?: LimitCpu,
  ) {
    this.#timeoutMs = timeoutMs;
    this.#memoryBytes = memoryMb * 1024 * 1024;
    this.#clock = clock;
    this.#lines = lines;
    this.#limitCpu = limitCpu;
  }

  /** Opens the environment's Runtime API; its address goes into the variables of the process. */
  async openApi(): Promise<string> {
    this.#api = await openRuntimeApi({
      next: (deliver) => this.#next(deliver),
      response: (posted) => this.#response(posted),
      responseTooLarge: (id, bytes) => this.#settle(id, tooLarge(bytes)),
      error: (posted) => this.#settle(posted.requestId, failed(reportedFailure(posted.body))),
      initError: (body) => {
        this.#initFailure = () => reportedFailure(body);
      },
      memory: (bytes) => {
        this.#maxMemory = Math.max(this.#maxMemory, bytes);
      },
    });
    return this.#api.address;
  }

  /** Waits for the init of the process that was just assigned, at most `withinMs`; resolves with the failure, if there was one. */
  init(process: FunctionProcess, log: EnvironmentLog, withinMs: number): Promise<InitFailure | undefined> {
    this.#process = process;
    this.#log = log;
    this.#initStartedAt = performance.now();
    const timer = this.#clock.after(withinMs, () => {
      this.#initFailure = (requestId) => timedOut(requestId, withinMs);
      this.kill();
    });
    void process.exited.then((exit) => this.#exited(exit));
    return new Promise((resolve) => {
      this.#initEnded = (failure) => {
        timer.cancel();
        resolve(failure);
      };
    });
  }

  /** Runs one invocation; the environment must be idle. Never rejects: whatever happens to the process is an outcome. */
  invoke(invocation: Invocation): Promise<Outcome> {
    const deliver = this.#deliver;
    if (this.state !== 'idle' || !deliver) throw new Error(`The environment is ${this.state}.`);
    this.#deliver = undefined;
    this.state = 'busy';
    this.#log?.beginTail();
    this.#log?.write(...this.#lines.start(invocation.requestId));
    return new Promise((done) => {
      this.#run = {
        invocation,
        startedAt: performance.now(),
        answer: undefined,
        timer: this.#clock.after(this.#timeoutMs, () => this.#timeOut()),
        unwatch: this.#watch(),
        done,
      };
      deliver(
        {
          'Lambda-Runtime-Aws-Request-Id': invocation.requestId,
          // The function compares this with the machine's clock, not with the engine's.
          'Lambda-Runtime-Deadline-Ms': String(Date.now() + this.#timeoutMs),
          'Lambda-Runtime-Invoked-Function-Arn': invocation.invokedFunctionArn,
          'Lambda-Runtime-Trace-Id': invocation.traceId,
          ...(invocation.clientContext && { 'Lambda-Runtime-Client-Context': invocation.clientContext }),
        },
        invocation.payload,
      );
    });
  }

  /** Ends the process at once; a run in it ends as on AWS when an environment is lost. */
  kill(): void {
    this.#process?.kill();
  }

  /** Resolves when the process is gone. */
  async ended(): Promise<void> {
    await this.#process?.exited;
    this.#api?.close();
  }

  #next(deliver: Deliver): void {
    this.#deliver = deliver;
    if (this.state === 'starting') {
      this.#initMs = performance.now() - this.#initStartedAt;
      this.state = 'idle';
      this.#initEnded(undefined);
    } else if (this.#run) {
      // A streaming handler that never settles asks for the next invocation without an answer to this one.
      this.#run.answer ??= { payload: 'null' };
      void this.#finish(this.#run, 'idle');
    }
  }

  #response({ requestId, body, contentType }: Posted): boolean {
    return this.#settle(requestId, { payload: body, contentType });
  }

  #settle(requestId: string, answer: NonNullable<Run['answer']>): boolean {
    if (this.#run?.invocation.requestId !== requestId || this.#run.answer) return false;
    this.#run.answer = answer;
    return true;
  }

  #watch(): () => void {
    const pid = this.#process?.pid;
    if (pid === undefined) return () => undefined;
    const endMemory = watchMemory(pid, this.#memoryBytes, () => {
      this.#outOfMemory = true;
      this.kill();
    });
    const endCpu = this.#limitCpu?.(pid);
    return () => {
      endMemory();
      endCpu?.();
    };
  }

  #timeOut(): void {
    const run = this.#run;
    if (!run) return;
    const failure = timedOut(run.invocation.requestId, this.#timeoutMs);
    run.answer ??= failed(failure);
    const seconds = (this.#timeoutMs / 1000).toFixed(2);
    const time = new Date(this.#clock.now()).toISOString();
    this.#log?.write(`${time} ${run.invocation.requestId} Task timed out after ${seconds} seconds\n\n`);
    this.kill();
  }

  async #exited(exit: Exit): Promise<void> {
    const starting = this.state === 'starting';
    this.state = 'ended';
    this.#api?.close();
    if (starting) {
      const durationMs = performance.now() - this.#initStartedAt;
      await this.#log?.drained();
      const of =
        this.#initFailure ?? ((requestId: string) => exitFailure(requestId, exit, this.#outOfMemory));
      this.#initEnded({ of, durationMs });
    } else if (this.#run) {
      this.#run.answer ??= failed(exitFailure(this.#run.invocation.requestId, exit, this.#outOfMemory));
      await this.#finish(this.#run, 'ended');
    }
  }

  async #finish(run: Run, state: 'idle' | 'ended'): Promise<void> {
    const durationMs = performance.now() - run.startedAt;
    run.timer.cancel();
    run.unwatch();
    this.#run = undefined;
    await this.#log?.drained();
    const failure = run.answer?.failure;
    const initMs = this.#initMs;
    this.#initMs = undefined;
    this.#log?.write(
      ...this.#lines.end({
        requestId: run.invocation.requestId,
        durationMs: failure?.outcome === 'timeout' ? this.#timeoutMs : durationMs,
        initMs,
        maxMemoryBytes: this.#maxMemory,
        status: statusOf(failure),
        errorType: failure?.errorType,
      }),
    );
    if (this.state === 'busy') this.state = state;
    run.done({
      payload: run.answer?.payload ?? 'null',
      contentType: run.answer?.contentType,
      failure,
      logTail: this.#log?.tail() ?? '',
      durationMs,
      coldStart: initMs !== undefined,
    });
  }
}

function failed(failure: Failure): NonNullable<Run['answer']> {
  return { payload: failure.payload, failure };
}

function tooLarge(bytes: number): NonNullable<Run['answer']> {
  return failed(responseTooLarge(limits.responseBytes, bytes));
}

/** What the log calls an outcome: Lambda keeps errors of handlers and failures of environments apart. */
export function statusOf(failure: Failure | undefined): Report['status'] {
  if (!failure) return 'success';
  return failure.outcome === 'exit' ? 'failure' : failure.outcome;
}
