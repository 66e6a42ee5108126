/** `GET /_gatehouse/system`: what each part has done since the engine started, or was emptied. */
export interface SystemReport {
  /** Milliseconds since 1970, by the engine's clock. */
  readonly startedAt: number;
  readonly parts: readonly PartReport[];
  readonly traces: RecordingReport;
}

export interface PartReport {
  /** `gate`, a service (`cognito-idp`, `dynamodb`, `lambda`, `apigateway`, `apigatewayv2`, `iam`, `sts`, `logs`), `functions`, or `mail`. */
  readonly part: string;
  /** Requests of the gate, calls of a service, invocations, messages. */
  readonly count: number;
  /** How they ended: `allowed`, `denied`, `unauthorized`, `error`, `open`, `no-route`; `ok`, `refused`, `error`. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** When the last of them was; null before the first. */
  readonly lastAt: number | null;
  readonly lastError: PartError | null;
}

export interface PartError {
  readonly at: number;
  /** `dynamodb PutItem`, `GET /people/3`, the function's name. */
  readonly what: string;
  /** The error's code, the gate's decision, or how an invocation ended. */
  readonly error: string;
  readonly message: string | null;
  /** The trace's id; null if there is none. */
  readonly traceId: string | null;
}

/** How traces are kept. */
export interface RecordingReport {
  readonly kept: number;
  readonly bytes: number;
  /** Requests that were not kept, because too many came in a second. */
  readonly skipped: number;
  /** How many a second are kept now: of served gated requests, of others, and of single calls. */
  readonly perSecond: number;
}
