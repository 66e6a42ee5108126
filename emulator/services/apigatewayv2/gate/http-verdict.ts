import type { Authorizer } from '@aws-sdk/client-apigatewayv2';
import type { Statement } from '../../../edge/policy/statement.ts';
import { readVerdict } from '../../execute-api/authorize/verdict.ts';

/** An HTTP API authorizer's answer: a policy to evaluate for each route, or one yes or no for all. */
export interface HttpVerdict {
  readonly principalId: string | undefined;
  readonly judgement: readonly Statement[] | boolean;
  readonly context: Readonly<Record<string, unknown>>;
  /** What the judgement was read from. */
  readonly document: unknown;
}

/**
 * Reads an authorizer's answer, as JSON text: `{"isAuthorized": …, "context": …}` for simple responses, else a policy. With payload 2.0 the
 * context may contain lists and objects, and its values keep their types; with 1.0 it is like a REST API's (API Gateway guide, "Control
 * access to HTTP APIs with AWS Lambda authorizers"). Returns a sentence about the error if it is no verdict.
 */
export function readHttpVerdict(
  payload: string,
  {
    EnableSimpleResponses,
    AuthorizerPayloadFormatVersion,
  }: Pick<Authorizer, 'EnableSimpleResponses' | 'AuthorizerPayloadFormatVersion'>,
): HttpVerdict | string {
  if (!EnableSimpleResponses && AuthorizerPayloadFormatVersion !== '2.0') return readPolicy(payload);
  const answer = parse(payload);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    return 'the answer is no JSON object';
  const { context, ...rest } = answer as Record<string, unknown>;
  if (context !== undefined && context !== null && (typeof context !== 'object' || Array.isArray(context)))
    return 'context is no object';
  const verdict = EnableSimpleResponses ? readSimple(rest) : readPolicy(JSON.stringify(rest));
  return typeof verdict === 'string' ? verdict : { ...verdict, context: { ...context } };
}

function readPolicy(payload: string): HttpVerdict | string {
  const verdict = readVerdict(payload);
  if (typeof verdict === 'string') return verdict;
  const { principalId, policy: judgement, context, document } = verdict;
  return { principalId, judgement, context, document };
}

function readSimple({ isAuthorized }: Record<string, unknown>): HttpVerdict | string {
  if (isAuthorized === undefined) return 'isAuthorized is missing';
  if (typeof isAuthorized !== 'boolean') return 'isAuthorized is no boolean';
  return { principalId: undefined, judgement: isAuthorized, context: {}, document: { isAuthorized } };
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
