import type { GateEvent } from '../events.ts';
import type { Statement } from '../policy/statement.ts';

/** Keeps what happened to gated requests. */
export interface GateRecorder {
  /** Whether to keep a request with this result: under load not every one is. Cheap, and called once for each. */
  wants(traceId: string, status: number): boolean;
  /** Takes the request over and changes it: keeps it as it is, except only the beginning of bodies. */
  record(request: GatedRequest): void;
}

/** A body as the gate has it: text of a string is encoded as said. */
export interface HeldBody {
  readonly content: Buffer | string;
  readonly encoding: 'utf8' | 'latin1';
  /** Bytes of the whole, where `content` is not all of it. */
  readonly length?: number;
}

/** The client's answer. */
export interface Answered {
  /** A flat list of names and values, or a record. */
  readonly headers: readonly string[] | Readonly<Record<string, string>>;
  body: HeldBody | undefined;
}

/** A finished request through the gate. It contains secrets unmasked. */
export interface GatedRequest {
  readonly type: 'request';
  /** Milliseconds since 1970, by the engine's clock. */
  readonly at: number;
  readonly durationMs: number;
  readonly traceId: string;
  /** What the client sees: `x-amzn-RequestId` and `x-amz-apigw-id`, or `apigw-requestid`. */
  readonly requestIds: readonly string[];
  readonly api: {
    readonly type: 'REST' | 'HTTP';
    readonly id: string;
    readonly stage: string;
    readonly deploymentId?: string;
  };
  readonly method: string;
  /** Below the stage, without the query. */
  readonly path: string;
  /** As the client sent it. */
  readonly url: string;
  readonly host: string;
  readonly sourceIp: string;
  /** The path of the resource, or the key of the route; undefined where none matched. */
  readonly route: string | undefined;
  readonly decision: GateEvent['decision'];
  readonly status: number;
  /** A flat list of names and values. */
  readonly requestHeaders: readonly string[];
  requestBody: HeldBody | undefined;
  readonly answered: Answered | undefined;
  readonly failure: GateRefusal | undefined;
  readonly authorizer: AuthorizerRun | undefined;
  readonly integration: IntegrationRun | undefined;
}

/** Why the gate answered itself. */
export interface GateRefusal {
  /** The kind of gateway response, or what the client was told. */
  readonly type: string;
  /** What no client is told; undefined if there is nothing more to say. */
  readonly detail: string | undefined;
}

export interface AuthorizerRun {
  /** `CUSTOM`, `COGNITO_USER_POOLS`, `AWS_IAM`, `JWT`. */
  readonly type: string;
  readonly name: string | undefined;
  readonly principalId: string | undefined;
  readonly cached: boolean;
  /** From the request's beginning until the decision. */
  readonly durationMs: number;
  /** The invocation of its function, if there was one. */
  readonly functionRequestId: string | undefined;
  /** What it answered; undefined if that is no policy. */
  policy: { readonly statements: readonly Statement[]; readonly document: unknown } | undefined;
  /** What the policy was asked about. */
  readonly asked: { readonly resource: string; readonly keys: Readonly<Record<string, string>> };
}

export interface IntegrationRun {
  /** `HTTP_PROXY`, `AWS_PROXY` … */
  readonly type: string;
  /** Where it went: a URL, or a function's ARN. */
  readonly target: string;
  readonly method: string | undefined;
  /** Milliseconds after the request's beginning. */
  readonly startedMs: number;
  readonly durationMs: number;
  readonly status: number | undefined;
  /** The endpoint's own id of the request: the invocation's, for a function. */
  readonly requestId: string | undefined;
  /** What was sent, a flat list of names and values; undefined if nothing was, or a function was invoked. */
  readonly headers: readonly string[] | undefined;
}
