import type {
  APIGatewayAuthorizerResult,
  APIGatewaySimpleAuthorizerWithContextResult,
  StatementEffect,
} from 'aws-lambda';
import type { ResponseForm } from './config.ts';
import type { Identity, Verdict } from './judge.ts';
import type { GateRequest } from './parse-event.ts';

/** A REST API answers 401 if a function throws exactly this message. */
const UNAUTHORIZED = 'Unauthorized';

/** A policy needs a principal, but a rejected caller has no name. */
const NOBODY = 'anonymous';

/** An authorizer's context: strings only, because mappings support only those everywhere. */
export type IdentityContext = Record<string, string>;

/** An answer in a form that API Gateway understands. */
export type GateAnswer =
  | APIGatewayAuthorizerResult
  | APIGatewaySimpleAuthorizerWithContextResult<IdentityContext>;

/**
 * Turns a verdict into the form that the calling gateway understands.
 *
 * Allowed: a policy for the API's whole stage, because API Gateway caches the policy and evaluates it for every method. `principalId` is
 * the username; the context has `username`, and `email` and `sub` if known. For a REST API `usageIdentifierKey` is the `sub`: the value of
 * the person's API key, if there is a usage plan (see `plan-keys.ts`).
 *
 * Rejected: a REST API answers 401 if the function throws exactly `Unauthorized`. An HTTP API answers 500 to every error, and 401 only if
 * the identity source is missing, without calling the function. So the function denies there, and the client gets 403 (API Gateway
 * Developer Guide, "Control access to HTTP APIs with AWS Lambda authorizers").
 *
 * @param responseForm matters for payload 2.0 only.
 * @throws Error with the message `Unauthorized` to reject for a REST API.
 */
export function answer(request: GateRequest, verdict: Verdict, responseForm: ResponseForm): GateAnswer {
  if (request.form === 'rest' && !verdict.allowed) throw new Error(UNAUTHORIZED);
  if (request.form === 'http-2.0' && responseForm === 'simple') {
    return { isAuthorized: verdict.allowed, context: verdict.allowed ? contextOf(verdict.identity) : {} };
  }
  if (!verdict.allowed) return policy('Deny', NOBODY, request.stageArn);
  const { identity } = verdict;
  return {
    ...policy('Allow', identity.username, request.stageArn),
    context: contextOf(identity),
    ...(request.form === 'rest' && identity.sub ? { usageIdentifierKey: identity.sub } : {}),
  };
}

function policy(effect: StatementEffect, principalId: string, stageArn: string): APIGatewayAuthorizerResult {
  return {
    principalId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: `${stageArn}/*` }],
    },
  };
}

function contextOf(identity: Identity): IdentityContext {
  return Object.fromEntries(
    Object.entries(identity).filter(([, value]) => value !== undefined && value !== ''),
  );
}
