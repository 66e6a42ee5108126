import type { IncomingMessage } from 'node:http';
import type { Principal } from '../../../edge/principal.ts';
import type { GatewayFailure } from '../gateway-failure.ts';

/** What variables, events and policies use of a request. A REST API's exchange has all of it. */
export interface RequestContext {
  readonly request: IncomingMessage;
  readonly stage: {
    readonly apiId: string;
    readonly stageName: string;
    readonly deploymentId: string;
    readonly region: string;
    readonly accountId: string;
    readonly arn: string;
  };
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceId: string;
  /** Milliseconds since 1970, by the engine's clock. */
  readonly startedAt: number;
  /** By the process's monotonic clock, for durations. */
  readonly started: number;
  readonly method: string;
  /** Below the stage, doubled slashes at its beginning made one. */
  readonly path: string;
  /** Below the stage, as the client sent it. */
  readonly rawPath: string;
  readonly resource: { readonly id: string; readonly path: string } | undefined;
  /** As the client encoded them. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly authorizer: AuthorizerOutcome | undefined;
  /** Who signed the request, for AWS_IAM. */
  readonly caller: Principal | undefined;
  /** The API key by which the request counts for a usage plan. */
  readonly apiKey?: { readonly id: string; readonly value: string } | undefined;
  readonly failure: GatewayFailure | undefined;
  readonly integrationStatus: number | undefined;
  readonly integrationLatencyMs: number | undefined;
  readonly status: number;
  readonly responseLength: number;
}

/** A request and its body, if that was already read. */
export interface RequestWithBody {
  readonly request: IncomingMessage;
  body: Buffer | undefined;
}

/** One check of a request: its status, its duration, and what failed. */
export interface Check {
  readonly status: number;
  readonly latencyMs: number;
  readonly error: string | undefined;
}

/** What an authorizer said about the caller. */
export interface AuthorizerOutcome {
  readonly principalId: string;
  /** Every value as text, as mappings see it. */
  readonly context: Readonly<Record<string, string>>;
  /** The claims of a user pool's token, where that is what was checked. */
  readonly claims?: { readonly claims: Readonly<Record<string, string>> };
  readonly cached: boolean;
  /** The API key that a Lambda authorizer named for the caller. */
  readonly usageIdentifierKey?: string | undefined;
}
