/** The subject of a trace: a request through the gate, a person's sign-up, an invocation, or one AWS API call. */
export type TraceKind = 'gate' | 'sign-up' | 'invocation' | 'call';

/** `refused` is a rejection (4xx, a policy, an authorizer); `error` is something that broke (5xx, a function that threw). */
export type TraceStatus = 'ok' | 'refused' | 'error';

/** What took the time of a span. */
export type SpanPart =
  | 'gateway'
  | 'authorizer'
  | 'integration'
  | 'function'
  | 'trigger'
  | 'mail'
  | 'cognito'
  | 'dynamodb'
  | 'iam'
  | 'sts'
  | 'logs'
  | 'lambda'
  | 'apigateway'
  | 'aws';

/** A trace as a list shows it. It contains no secret. */
export interface TraceSummary {
  /** The root of the X-Ray trace id, `1-<8 hex>-<24 hex>`: of the first request if a trace joins several. */
  readonly id: string;
  readonly kind: TraceKind;
  /** Milliseconds since 1970, by the engine's clock. */
  readonly startedAt: number;
  /** Until the last of its spans ended; a sign-up lasts from SignUp to what its confirmation caused. */
  readonly durationMs: number;
  /** `GET /people/3`, `SignUp ann`, `Invoke post-confirmation`, `dynamodb PutItem`. */
  readonly title: string;
  readonly status: TraceStatus;
  /** The HTTP status that the client saw last; 0 if the connection was dropped. */
  readonly statusCode: number;
  /** The authorizer's principal, the user's name, or the caller's ARN; null if nobody is known. */
  readonly who: string | null;
  /** In a sentence, for a rejection or failure; null otherwise. */
  readonly refusedBecause: string | null;
  /** The ids of the fault rules that applied. */
  readonly faults: readonly string[];
  /** Of all requests and invocations in it: what clients see as `x-amzn-RequestId`, and functions in their log lines. */
  readonly requestIds: readonly string[];
}

/** Everything known about one request, or one sign-up. */
export interface Trace extends TraceSummary {
  /** Parents before their children, otherwise by start. */
  readonly spans: readonly Span[];
  /** True if its content is unmasked, secrets included. */
  readonly revealed: boolean;
  /** Lines and spans that were not kept, because there were too many. */
  readonly left: number;
}

/** One step of a trace. */
export interface Span {
  /** 16 hex digits, as in X-Ray and OpenTelemetry. */
  readonly id: string;
  readonly parentId: string | null;
  /** The root id of its request: a sign-up has several. */
  readonly traceId: string;
  /** `GET /people/{id}`, `authorizer`, `dynamodb GetItem`, `http://localhost:3000`. */
  readonly name: string;
  readonly part: SpanPart;
  /** Milliseconds after the trace's `startedAt`, with fractions. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly status: TraceStatus;
  /** HTTP status, if there is one; 0 if the connection was dropped. */
  readonly statusCode?: number;
  /** Code and message of what went wrong. */
  readonly error?: string;
  /** The verdict came from the authorizer's cache. */
  readonly cached?: boolean;
  readonly coldStart?: boolean;
  readonly policy?: DecidedPolicy;
  readonly request?: TracedMessage;
  readonly response?: TracedMessage;
  /** The id of the fault rule that struck this call. */
  readonly fault?: string;
  /** Other attributes, with the names of OpenTelemetry's semantic conventions if they have one. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly logs: readonly TracedLine[];
}

export type AttributeValue = string | number | boolean | readonly string[];

/** A policy's decision, and the statement that decided. */
export interface DecidedPolicy {
  /** The document as the authorizer gave it. */
  readonly document: unknown;
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicit-deny' | 'implicit-deny';
  /** Position in the document's list of statements, from 0; null if none matched and the answer was therefore no. */
  readonly statement: number | null;
}

/** The head and the beginning of the body of a request or an answer. */
export interface TracedMessage {
  /** In order, as sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: TracedBody;
}

export interface TracedBody {
  /** At most 16 KiB of it; base64 if it is not UTF-8. */
  readonly text: string;
  readonly encoding: 'utf8' | 'base64';
  /** Bytes of the whole. */
  readonly length: number;
  readonly cut: boolean;
}

/** One line that was logged during a span. */
export interface TracedLine {
  /** Milliseconds after the trace's `startedAt`. */
  readonly at: number;
  readonly group: string;
  readonly message: string;
}
