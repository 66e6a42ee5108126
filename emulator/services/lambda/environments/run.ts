import { performance } from 'node:perf_hooks';
import type { EnvironmentLog } from './environment-log.ts';
import type { Failure } from './failures.ts';
import type { Answer, Invocation, Outcome } from './invocation.ts';
import type { PlatformLines, Report } from './platform-lines.ts';

interface Surroundings {
  log: EnvironmentLog;
  lines: PlatformLines;
  /** Set for the first run of an environment. */
  initMs: number | undefined;
  /** The part of the init that ran as part of this invocation: the log includes it in the duration. */
  spentMs: number;
}

/** An invocation in an environment: it has at most one answer, and ends once. */
export class Run {
  readonly invocation: Invocation;
  /** Resolves with its result. */
  readonly outcome: Promise<Outcome>;
  /** Sets `outcome`. */
  resolve: (outcome: Outcome) => void = () => undefined;
  #answer: Answer | undefined;
  readonly #startedAt = performance.now();
  readonly #around: Surroundings;

  /** Begins the run, with its line in the log. */
  constructor(invocation: Invocation, around: Surroundings) {
    this.invocation = invocation;
    this.#around = around;
    this.outcome = new Promise((resolve) => {
      this.resolve = resolve;
    });
    around.log.beginRun(invocation);
    around.log.write(...around.lines.start(invocation.requestId));
  }

  /** Takes an answer to this invocation; false if there is one already or it answers another. */
  settle(requestId: string, answer: Answer): boolean {
    if (requestId !== this.invocation.requestId || this.#answer) return false;
    this.#answer = answer;
    return true;
  }

  /**
   * Closes the invocation's log when its whole output has been read, and reports the result. `cappedMs` is the reported duration of one
   * that was cut off.
   */
  async finish({ maxMemoryBytes, cappedMs }: { maxMemoryBytes: number; cappedMs: number }): Promise<Outcome> {
    const { log, lines, initMs, spentMs } = this.#around;
    const durationMs = performance.now() - this.#startedAt + spentMs;
    await log.drained();
    const { payload = 'null', contentType, failure } = this.#answer ?? {};
    log.write(
      ...lines.end({
        requestId: this.invocation.requestId,
        durationMs: failure?.outcome === 'timeout' ? cappedMs : durationMs,
        initMs: spentMs > 0 ? undefined : initMs,
        maxMemoryBytes,
        status: statusOf(failure),
        errorType: failure?.errorType,
      }),
    );
    return {
      payload,
      contentType,
      failure,
      logTail: log.tail(),
      durationMs,
      coldStart: initMs !== undefined,
    };
  }
}

/** An outcome's name in the log: Lambda distinguishes errors of handlers and failures of environments. */
function statusOf(failure: Failure | undefined): Report['status'] {
  if (!failure) return 'success';
  return failure.outcome === 'exit' ? 'failure' : failure.outcome;
}
