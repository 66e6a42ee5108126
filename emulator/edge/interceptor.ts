/** A call that was read, checked and allowed, and would run now. */
export interface ReadyCall {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  /** Aborts when the client hangs up. */
  readonly signal: AbortSignal;
  /** Hears which fault rule applies to the call, for events. */
  struck(ruleId: string): void;
}

/**
 * Stands between a call and its effect: runs it, or does not, or changes how it ends. Throws AwsError for an error in the service's own
 * wire protocol, DroppedConnection for no answer at all.
 */
export type Interceptor = <Output extends object>(
  call: ReadyCall,
  run: () => Output | Promise<Output>,
) => Output | Promise<Output>;
