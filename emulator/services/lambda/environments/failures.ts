import type { Exit } from './function-process.ts';

/** A failed invocation: the caller's payload, and its name in the log and in events. */
export interface Failure {
  outcome: 'error' | 'timeout' | 'exit';
  errorType: string;
  /** The error object, as JSON text. */
  payload: string;
}

/** Lambda's own failures, in its words (developer guide, "Troubleshoot invocation issues in Lambda"). */
export function timedOut(requestId: string, timeoutMs: number): Failure {
  const seconds = (timeoutMs / 1000).toFixed(2);
  return failure(
    'timeout',
    'Sandbox.Timedout',
    `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  );
}

/**
 * The process ended without an answer: it exited, was killed, aborted because V8's heap was full (which Lambda treats as an exit too), or
 * was ended for exceeding the function's memory.
 */
export function exitFailure(requestId: string, { code, signal }: Exit, outOfMemory: boolean): Failure {
  if (outOfMemory) {
    return failure(
      'exit',
      'Runtime.OutOfMemory',
      `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
    );
  }
  const reason = signal
    ? `Runtime exited with error: signal: ${SIGNALS[signal] ?? signal}`
    : code === 0
      ? 'Runtime exited without providing a reason'
      : `Runtime exited with error: exit status ${code}`;
  return failure('exit', 'Runtime.ExitError', `RequestId: ${requestId} Error: ${reason}`);
}

/** Lambda accepts responses of up to 6 MB. */
export function responseTooLarge(limit: number, bytes: number): Failure {
  return failure(
    'error',
    'Function.ResponseSizeTooLarge',
    `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${limit} bytes).`,
  );
}

/** A failure that the function's runtime reported; the body is passed on unchanged. */
export function reportedFailure(body: Buffer): Failure {
  const payload = body.toString('utf8');
  let errorType = 'Unhandled';
  try {
    const { errorType: named } = JSON.parse(payload) as { errorType?: unknown };
    if (typeof named === 'string') errorType = named;
  } catch {
    // A body that is no JSON has no type to read.
  }
  return { outcome: 'error', errorType, payload };
}

function failure(outcome: Failure['outcome'], errorType: string, errorMessage: string): Failure {
  return { outcome, errorType, payload: JSON.stringify({ errorType, errorMessage }) };
}

/** Go's names of signals, which Lambda prints. */
const SIGNALS: Partial<Record<NodeJS.Signals, string>> = {
  SIGKILL: 'killed',
  SIGABRT: 'aborted',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGINT: 'interrupt',
  SIGBUS: 'bus error',
  SIGTRAP: 'trace/breakpoint trap',
};
