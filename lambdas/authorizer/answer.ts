import type {
  APIGatewayAuthorizerResult,
  APIGatewaySimpleAuthorizerWithContextResult,
  StatementEffect,
} from 'aws-lambda';
import type { ResponseForm } from './config.ts';
import type { Identity, Verdict } from './judge.ts';
import type { GateRequest } from './parse-event.ts';

/** What a REST API turns into 401, when a function throws exactly this message. */
const UNAUTHORIZED = 'Unauthorized';

/** Who is refused has no name; a policy must have a principal all the same. */
const NOBODY = 'anonymous';

/** An authorizer's context: text only, because that is what reaches a mapping in any case. */
export type IdentityContext = Record<string, string>;

/** An answer that API Gateway understands. */
export type GateAnswer =
  | APIGatewayAuthorizerResult
  | APIGatewaySimpleAuthorizerWithContextResult<IdentityContext>;

/**
 * Puts a verdict into the form that the asking gateway understands.
 *
 * Allowed: a policy for the API's whole stage, since API Gateway caches the policy and evaluates it anew for every
 * method; `principalId` is the username, and the context carries `username`, and `email` and `sub` when known. To a REST API
 * `usageIdentifierKey` is the `sub`: the value of the person's API key, where there is a usage plan (see `plan-keys.ts`).
 *
 * Refused: REST APIs answer 401 when the function throws exactly `Unauthorized`. HTTP APIs answer 500 to anything
 * that is thrown and give 401 only when the identity source is missing, in which case the function is not asked;
 * so a refusal is a denial there, and the client sees 403 (API Gateway Developer Guide, "Control access to HTTP
 * APIs with AWS Lambda authorizers").
 *
 * @param responseForm counts for payload 2.0 alone.
 * @throws Error with the message `Unauthorized` for a REST API's refusal.
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
