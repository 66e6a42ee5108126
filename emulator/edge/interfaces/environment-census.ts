/** The environments of one version of a function. */
export interface EnvironmentCensus {
  readonly functionName: string;
  /** `$LATEST`, or a number. */
  readonly version: string;
  readonly starting: number;
  /** Warm: the next invocation finds one. */
  readonly idle: number;
  readonly busy: number;
  /** Invocations that wait for an environment. */
  readonly waiting: number;
}
