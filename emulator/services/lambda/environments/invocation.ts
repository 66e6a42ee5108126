import type { Failure } from './failures.ts';

/** One invocation, as an environment gets it. */
export interface Invocation {
  requestId: string;
  payload: string | Uint8Array;
  invokedFunctionArn: string;
  /** The tracing header, `Root=…;Parent=…;Sampled=0`. */
  traceId: string;
  /** JSON text. */
  clientContext?: string;
}

/** Its result. */
export interface Outcome {
  payload: string | Uint8Array;
  contentType: string | undefined;
  failure: Failure | undefined;
  /** The last 4 KB of this invocation's log. */
  logTail: string;
  durationMs: number;
  coldStart: boolean;
}

/** An invocation's answer: what the function posted, or how it failed. */
export interface Answer {
  payload: Buffer | string;
  contentType?: string | undefined;
  failure?: Failure;
}

/** The answer for a failure. */
export function failed(failure: Failure): Answer {
  return { payload: failure.payload, failure };
}

/** The Runtime API's headers of an invocation (developer guide, "Using the Lambda runtime API"). */
export function invocationHeaders(invocation: Invocation, timeoutMs: number): Record<string, string> {
  return {
    'Lambda-Runtime-Aws-Request-Id': invocation.requestId,
    // The function compares this with the machine's clock, not with the engine's.
    'Lambda-Runtime-Deadline-Ms': String(Date.now() + timeoutMs),
    'Lambda-Runtime-Invoked-Function-Arn': invocation.invokedFunctionArn,
    'Lambda-Runtime-Trace-Id': invocation.traceId,
    ...(invocation.clientContext && { 'Lambda-Runtime-Client-Context': invocation.clientContext }),
  };
}
