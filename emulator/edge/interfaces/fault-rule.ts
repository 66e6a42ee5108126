/** Which of the calls that a rule is about it strikes, counted from 1 for each rule; every one when absent. */
export type Which =
  | { readonly nth: number }
  | { readonly every: number }
  | { readonly first: number }
  | { readonly from: number }
  | { readonly probability: number };

/** An error of AWS instead of the answer. */
export interface FaultError {
  readonly code: string;
  readonly message: string;
  /** Undefined where the service's model has it. */
  readonly status: number | undefined;
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;
  /** The call has its effect first. */
  readonly afterEffect: boolean;
}

/** What is to go wrong, and when. */
export interface FaultRule {
  readonly id: string;
  /** As in the service's endpoint (`apigateway`), or `*`. */
  readonly service: string;
  /** `CreateDeployment`, or `*`. */
  readonly operation: string;
  readonly which: Which | undefined;
  /** How long the call is held up first, by the engine's clock. */
  readonly latencyMs: number;
  readonly error: FaultError | undefined;
  /** The connection is cut without an answer: before the call has any effect, or after it. */
  readonly drop: 'before' | 'after' | undefined;
}
