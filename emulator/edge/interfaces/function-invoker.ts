/** What another service of the engine needs of Lambda: to invoke a function as AWS does on that service's behalf. */
export interface FunctionInvoker {
  /**
   * Invokes the function once, synchronously, as the service `invokedBy` would. Throws AwsError `ResourceNotFoundException` if it does not
   * exist, `AccessDeniedException` if its resource policy does not allow the service (`lambda:InvokeFunction`, with SourceArn and
   * SourceAccount as conditions), `TooManyRequestsException` if it is throttled. A function that throws, exits or times out is an answer
   * with `functionError`.
   */
  invoke(request: FunctionInvocation): Promise<FunctionResult>;
  /**
   * How long the caller should wait for the answer if AWS allows `ms` milliseconds: for hours while the function is under the inspector.
   */
  patience(functionArn: string, ms: number): number;
}

/** Asynchronous events for functions. */
export interface FunctionEvents {
  /**
   * Queues an event for the function: it is invoked once, and again if it fails, as with `InvocationType: Event`. Throws what `invoke`
   * throws about a missing function, or one that the service may not invoke.
   */
  enqueue(request: Omit<FunctionInvocation, 'signal'>): void;
  /** Throws what `invoke` throws about a missing function, or one that the service may not invoke. */
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
   * A role by which the service invokes: the service must be allowed to assume it, and its policies, or the function's, must allow it.
   * Absent, the function's resource policy must allow the service.
   */
  roleArn?: string | undefined;
  /** The event, as JSON text; at most 6 MB. */
  payload: string;
  traceId: string;
  /** Its purpose, for events. */
  purpose?: string;
  signal?: AbortSignal;
}

export interface FunctionResult {
  requestId: string;
  /** The function's answer, as JSON text; for a failed invocation Lambda's error object. */
  payload: string;
  /** Set if the invocation failed; AWS says `Unhandled` for every error of a Node.js function. */
  functionError?: 'Unhandled' | 'Handled';
}
