import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answered } from '../../../edge/interfaces/gate-recorder.ts';
import type { Principal } from '../../../edge/principal.ts';
import type { Verdict } from '../../execute-api/authorize/verdict.ts';
import type { GatewayFailure } from '../../execute-api/gateway-failure.ts';
import type { EndpointRequest } from '../../execute-api/integrate/pass-on.ts';
import type { AuthorizerOutcome, Check } from '../../execute-api/request/request-context.ts';
import type { CompiledMethod, CompiledResource, CompiledStage } from './compile-stage.ts';
import type { AllOverrides } from './template/overrides.ts';

/** One request through the gate, and what the handlers find out about it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly stage: CompiledStage;
  readonly requestId: string;
  /** `x-amz-apigw-id`. */
  readonly extendedRequestId: string;
  /** The X-Ray header: the client's, or a new one. */
  readonly traceId: string;
  /** Milliseconds since 1970, by the engine's clock. */
  readonly startedAt: number;
  /** By the process's monotonic clock, for durations. */
  readonly started: number;
  readonly method: string;
  /** Below the stage, as the client sent it, except that AWS collapses doubled slashes at its beginning. */
  readonly path: string;
  /** Below the stage, as the client sent it. */
  readonly rawPath: string;
  readonly query: string | undefined;
  resource: CompiledResource | undefined;
  route: CompiledMethod | undefined;
  /** As the client encoded them. */
  pathParameters: Readonly<Record<string, string>>;
  authorizer: AuthorizerOutcome | undefined;
  /** Who signed the request, for AWS_IAM. */
  caller: Principal | undefined;
  /** The API key by which the request counts for a usage plan. */
  apiKey: { readonly id: string; readonly value: string } | undefined;
  /** What this request's templates override; undefined before the first of them runs. */
  overrides: AllOverrides | undefined;
  /** The body, if it had to be read before the integration. */
  body: Buffer | undefined;
  failure: GatewayFailure | undefined;
  /** The results of a request's checks, for access logs. */
  readonly checks: Partial<Record<'authenticate' | 'authorize' | 'authorizer', Check>>;
  /** How the authorizer's function ran, if it did. */
  authorizerRun:
    | { readonly requestId?: string; readonly status?: number; readonly latencyMs: number }
    | undefined;
  /** The endpoint's request id. */
  endpointRequestId: string | undefined;
  /** The status of a function's own code; `integrationStatus` is then Lambda's. */
  functionStatus: number | undefined;
  /** The endpoint's status and time, in milliseconds. */
  integrationStatus: number | undefined;
  integrationLatencyMs: number | undefined;
  status: number;
  responseLength: number;
  /** For the trace: the authorizer's answer, the time of the decision, the endpoint's request, and the client's answer. */
  verdict: Verdict | undefined;
  admittedMs: number | undefined;
  sent: EndpointRequest | undefined;
  answered: Answered | undefined;
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
