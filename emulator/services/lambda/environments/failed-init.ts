import type { InitFailure } from './environment.ts';
import type { EnvironmentLog } from './environment-log.ts';
import type { Invocation, Outcome } from './invocation.ts';
import type { PlatformLines } from './platform-lines.ts';

interface FailedInit {
  failure: InitFailure;
  log: EnvironmentLog;
  lines: PlatformLines;
  /** Of the second init, which was part of the invocation. */
  durationMs: number;
  first: InitFailure;
}

/** The outcome of an invocation whose environment failed to start twice: its log has the lines of an invocation all the same. */
export function failedInitOutcome(
  invocation: Invocation,
  { failure, log, lines, durationMs, first }: FailedInit,
): Outcome {
  const { requestId } = invocation;
  const described = failure.of(requestId);
  log.beginRun(invocation);
  log.write(
    ...lines.start(requestId),
    ...lines.end({
      requestId,
      durationMs,
      initMs: undefined,
      maxMemoryBytes: 0,
      status: described.outcome === 'timeout' ? 'timeout' : 'failure',
      errorType: described.errorType,
    }),
  );
  return {
    payload: described.payload,
    contentType: undefined,
    failure: described,
    logTail: log.tail(),
    durationMs: durationMs + first.durationMs,
    coldStart: true,
  };
}
