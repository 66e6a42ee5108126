import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cors } from '@aws-sdk/client-apigatewayv2';
import type { Principal } from '../../../edge/principal.ts';
import type { Relayed } from '../../execute-api/integrate/answer-relay.ts';
import type { EndpointRequest } from '../../execute-api/integrate/pass-on.ts';
import type { CompiledRoute, CompiledStage } from './compile-stage.ts';
import type { HttpFailure } from './http-failure.ts';
import type { HttpVerdict } from './http-verdict.ts';

/** One request to an HTTP API through the gate. */
export interface HttpExchange extends Relayed {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly stage: CompiledStage;
  /** `apigw-requestid`, and `$context.requestId`: HTTP APIs have one id for both. */
  readonly requestId: string;
  readonly traceId: string;
  /** Milliseconds since 1970, by the engine's clock. */
  readonly startedAt: number;
  readonly started: number;
  readonly method: string;
  /** Below the stage, as the client sent it. */
  readonly path: string;
  readonly query: string | undefined;
  route: CompiledRoute | undefined;
  /** As the client encoded them. */
  pathParameters: Readonly<Record<string, string>>;
  authorizer: HttpAuthorizerOutcome | undefined;
  caller: Principal | undefined;
  body: Buffer | undefined;
  failure: HttpFailure | undefined;
  /** For the trace: the authorizer's answer, its function's run, the time of the decision, the endpoint's request. */
  verdict: HttpVerdict | undefined;
  authorizerRunId: string | undefined;
  admittedMs: number | undefined;
  sent: EndpointRequest | undefined;
  /** The API's CORS configuration, which applies at once. */
  readonly cors: Cors | undefined;
  /** A flat list of the headers of every answer: the request's id, and CORS. */
  ownHeaders(): string[];
}

/** What an authorizer said about the caller. */
export interface HttpAuthorizerOutcome {
  readonly principalId: string | undefined;
  /** `requestContext.authorizer` of an event with payload 2.0: `{lambda: …}` or `{jwt: …}`. */
  readonly shown: object;
  /** The same for payload 1.0 after a token check: its claims and scopes. */
  readonly jwt?: object;
  /** The values that `$context.authorizer.x` has. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly cached: boolean;
}
