/** What another service of the engine needs of Lambda: to run a function as AWS runs it on that service's behalf. */
export interface FunctionInvoker {
  /**
   * Runs the function once, synchronously, as the service `invokedBy` would.
   * Throws AwsError `ResourceNotFoundException` when it is not there, `AccessDeniedException` when its resource policy
   * does not let the service in (`lambda:InvokeFunction`, with SourceArn and SourceAccount as conditions),
   * `TooManyRequestsException` when it is throttled. A function that throws, exits or times out is an answer with `functionError`.
   */
  invoke(request: FunctionInvocation): Promise<FunctionResult>;
  /**
   * How long the caller is to wait for the answer when AWS gives it `ms` milliseconds: for hours while the function is under the
   * inspector, as a person looks at it then.
   */
  patience(functionArn: string, ms: number): number;
}

/** Events for functions that nobody waits for. */
export interface FunctionEvents {
  /**
   * Hands the function an event: it is run once, and again when it fails, as with `InvocationType: Event`. Throws what `invoke` throws
   * of a function that is not there, or that the service may not invoke.
   */
  enqueue(request: Omit<FunctionInvocation, 'signal'>): void;
  /** Throws what `invoke` throws of a function that is not there, or that the service may not invoke. */
  checkMayInvoke(request: Omit<FunctionInvocation, 'signal' | 'payload' | 'traceId'>): void;
}

export interface FunctionInvocation {
  /** ARN of the function, its version or its alias. */
  functionArn: string;
  /** The service's principal: `cognito-idp.amazonaws.com`, `apigateway.amazonaws.com`. */
  invokedBy: string;
  sourceArn: string;
  sourceAccount: string;
  /**
   * A role by which the service invokes: what counts then is that the service may assume it, and that its policies, or the function's,
   * allow it. Absent, the function's resource policy has to let the service in.
   */
  roleArn?: string | undefined;
  /** The event, as JSON text; at most 6 MB. */
  payload: string;
  traceId: string;
  /** What it is run for, for who follows events. */
  purpose?: string;
  signal?: AbortSignal;
}

export interface FunctionResult {
  requestId: string;
  /** What the function answered, as JSON text; for a failed run the error object of Lambda. */
  payload: string;
  /** Set when the run failed; AWS says `Unhandled` for every error of a Node.js function. */
  functionError?: 'Unhandled' | 'Handled';
}
