import type { Cors } from '@aws-sdk/client-apigatewayv2';
import type { RequestContext } from '../../execute-api/request/request-context.ts';
import type { CompiledRoute, CompiledStage } from './compile-stage.ts';
import type { HttpFailure } from './http-failure.ts';
import type { HttpVerdict } from './http-verdict.ts';

/** One request to an HTTP API through the gate. `requestId` is `apigw-requestid` too: HTTP APIs have one id for both. */
export interface HttpExchange extends RequestContext {
  readonly stage: CompiledStage;
  route: CompiledRoute | undefined;
  authorizer: HttpAuthorizerOutcome | undefined;
  failure: HttpFailure | undefined;
  /** For the trace: the authorizer's answer, and its function's run. */
  verdict: HttpVerdict | undefined;
  authorizerRunId: string | undefined;
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
