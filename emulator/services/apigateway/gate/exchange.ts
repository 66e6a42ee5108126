import type { Verdict } from '../../execute-api/authorize/verdict.ts';
import type { GatewayFailure } from '../../execute-api/gateway-failure.ts';
import type { RequestContext } from '../../execute-api/request/request-context.ts';
import type { CompiledMethod, CompiledResource, CompiledStage } from './compile-stage.ts';
import type { AllOverrides } from './template/overrides.ts';

/** One request to a REST API through the gate, and what the handlers find out about it. */
export interface Exchange extends RequestContext {
  readonly stage: CompiledStage;
  /** `x-amz-apigw-id`. */
  readonly extendedRequestId: string;
  /** Below the stage, as the client sent it. In `path` AWS collapses doubled slashes at its beginning. */
  readonly rawPath: string;
  resource: CompiledResource | undefined;
  route: CompiledMethod | undefined;
  authorizer: AuthorizerOutcome | undefined;
  /** The API key by which the request counts for a usage plan. */
  apiKey: { readonly id: string; readonly value: string } | undefined;
  /** What this request's templates override; undefined before the first of them runs. */
  overrides: AllOverrides | undefined;
  failure: GatewayFailure | undefined;
  /** The results of a request's checks, for access logs. */
  readonly checks: Partial<Record<'authenticate' | 'authorize' | 'authorizer', Check>>;
  /** How the authorizer's function ran, if it did. */
  authorizerRun:
    | { readonly requestId?: string; readonly status?: number; readonly latencyMs: number }
    | undefined;
  /** The status of a function's own code; `integrationStatus` is then Lambda's. */
  functionStatus: number | undefined;
  /** For the trace: the authorizer's answer. */
  verdict: Verdict | undefined;
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

/** What is known of a request from the start. */
export type ExchangeStart = Pick<
  Exchange,
  | 'request'
  | 'response'
  | 'stage'
  | 'requestId'
  | 'extendedRequestId'
  | 'traceId'
  | 'startedAt'
  | 'method'
  | 'path'
  | 'rawPath'
  | 'query'
>;

/** A new request. All members exist from the start, so that all exchanges have one shape. */
export function freshExchange(start: ExchangeStart): Exchange {
  return {
    request: start.request,
    response: start.response,
    stage: start.stage,
    requestId: start.requestId,
    extendedRequestId: start.extendedRequestId,
    traceId: start.traceId,
    startedAt: start.startedAt,
    started: performance.now(),
    method: start.method,
    path: start.path,
    rawPath: start.rawPath,
    query: start.query,
    resource: undefined,
    route: undefined,
    pathParameters: {},
    authorizer: undefined,
    caller: undefined,
    apiKey: undefined,
    overrides: undefined,
    body: undefined,
    failure: undefined,
    checks: {},
    authorizerRun: undefined,
    endpointRequestId: undefined,
    functionStatus: undefined,
    integrationStatus: undefined,
    integrationLatencyMs: undefined,
    status: 0,
    responseLength: 0,
    verdict: undefined,
    admittedMs: undefined,
    sent: undefined,
    answered: undefined,
  };
}
