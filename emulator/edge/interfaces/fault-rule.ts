/** Which of the calls that match a rule it fails, counted from 1 for each rule; every one by default. */
export type Which =
  | { readonly nth: number }
  | { readonly every: number }
  | { readonly first: number }
  | { readonly from: number }
  | { readonly probability: number };

/** An AWS error instead of the answer. */
export interface FaultError {
  readonly code: string;
  readonly message: string;
  /** Undefined if the service's model has it. */
  readonly status: number | undefined;
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;
  /** The call takes effect first. */
  readonly afterEffect: boolean;
}

/** What to fail, and when. */
export interface FaultRule {
  readonly id: string;
  /** As in the service's endpoint (`apigateway`), or `*`. */
  readonly service: string;
  /** `CreateDeployment`, or `*`. */
  readonly operation: string;
  readonly which: Which | undefined;
  /** How long the call is delayed first, by the engine's clock. */
  readonly latencyMs: number;
  readonly error: FaultError | undefined;
  /** The connection is dropped without an answer: before the call takes any effect, or after it. */
  readonly drop: 'before' | 'after' | undefined;
}
