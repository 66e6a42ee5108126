import type { Authorizer } from '@aws-sdk/client-api-gateway';
import { linearPattern } from '../../../../edge/linear-pattern.ts';
import { functionArnOf } from '../../../execute-api/lambda-uri.ts';
import { badRequest } from '../../control/errors.ts';
import { parseIdentitySource } from '../../gate/authorize/identity-source.ts';
import type { AuthorizerRecord } from '../../state/records.ts';

const POOL_ARN = /^arn:aws[\w-]*:cognito-idp:[\w-]+:\d{12}:userpool\/[\w-]+$/;

const LONGEST_TTL = 3600;
export const DEFAULT_TTL = 300;

/** An authorizer as AWS shows it. */
export function describeAuthorizer(authorizer: AuthorizerRecord): Authorizer {
  const { providerARNs, ...rest } = authorizer;
  return { ...rest, providerARNs: providerARNs && [...providerARNs] };
}

/**
 * Checks an authorizer as a whole (API Gateway REST API reference, "Authorizer"). Throws `BadRequestException`, so that an incomplete
 * authorizer is found here, not by the first request.
 */
export function checkAuthorizer(authorizer: AuthorizerRecord): void {
  const { type, name, identitySource, identityValidationExpression, authorizerResultTtlInSeconds } =
    authorizer;
  if (name === '') throw badRequest('Authorizer name cannot be empty');
  const ttl = authorizerResultTtlInSeconds ?? DEFAULT_TTL;
  if (!(ttl >= 0 && ttl <= LONGEST_TTL))
    throw badRequest(`Authorizer result TTL must be between 0 and ${LONGEST_TTL} seconds`);
  const sources = (identitySource ?? '').split(',').map((source) => source.trim());
  const given = identitySource === undefined || identitySource === '' ? [] : sources;
  for (const source of given) {
    if (!parseIdentitySource(source)) throw badRequest(`Invalid identity source specified: ${source}`);
  }
  if (type === 'COGNITO_USER_POOLS') {
    const arns = authorizer.providerARNs ?? [];
    if (arns.length === 0 || !arns.every((arn) => POOL_ARN.test(arn)))
      throw badRequest('Invalid Authorizer Provider ARN');
    if (given.length !== 1 || parseIdentitySource(given[0] ?? '')?.from !== 'header')
      throw badRequest(
        'A COGNITO_USER_POOLS authorizer needs one identity source, method.request.header.<name>',
      );
    checkExpression(identityValidationExpression);
    return;
  }
  if (!functionArnOf(authorizer.authorizerUri ?? ''))
    throw badRequest(
      `Invalid Authorizer URI: ${authorizer.authorizerUri ?? null}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  if (type === 'REQUEST') {
    if (identityValidationExpression)
      throw badRequest('Identity validation expression is only supported for TOKEN authorizers');
    if (ttl > 0 && given.length === 0)
      throw badRequest('Identity source is required for REQUEST authorizers when the result is cached');
    return;
  }
  if (given.length !== 1 || parseIdentitySource(given[0] ?? '')?.from !== 'header')
    throw badRequest('A TOKEN authorizer needs one identity source, method.request.header.<name>');
  checkExpression(identityValidationExpression);
}

/** No two authorizers of an API share a name; throws `BadRequestException`. */
export function checkUniqueName(
  authorizers: Iterable<AuthorizerRecord>,
  { id, name }: Pick<AuthorizerRecord, 'id' | 'name'>,
): void {
  for (const other of authorizers) {
    if (other.name === name && other.id !== id)
      throw badRequest(`Authorizer name must be unique. Authorizer ${name} already exists in this RestApi.`);
  }
}

function checkExpression(expression: string | undefined): void {
  if (expression === undefined) return;
  try {
    linearPattern(expression);
  } catch {
    throw badRequest(`Invalid identity validation expression specified: ${expression}`);
  }
}
