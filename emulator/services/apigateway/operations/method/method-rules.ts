import { badRequest } from '../../control/errors.ts';
import type { ApiRecord, MethodRecord } from '../../state/records.ts';

export const HTTP_METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];

/**
 * Checks a method's authorization: AWS's kinds, and for those with an authorizer that it exists and is of the right kind. Throws AWS's
 * `BadRequestException`; a method must never be open because its authorizer is missing.
 */
export function checkAuthorization(
  authorizers: ApiRecord['authorizers'],
  { authorizationType, authorizerId, authorizationScopes }: MethodRecord,
): void {
  // Unchecked scopes would leave the method more open than it reads.
  if (authorizationScopes?.length && authorizationType !== 'COGNITO_USER_POOLS')
    throw badRequest('Authorization scopes are only supported for COGNITO_USER_POOLS authorization type');
  if (authorizationType === 'NONE' || authorizationType === 'AWS_IAM') return;
  if (authorizationType !== 'CUSTOM' && authorizationType !== 'COGNITO_USER_POOLS')
    throw badRequest(
      'Invalid authorization type specified. Valid options are NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS',
    );
  const authorizer = authorizers.get(authorizerId ?? '');
  const fits =
    authorizer && (authorizer.type === 'COGNITO_USER_POOLS') === (authorizationType === 'COGNITO_USER_POOLS');
  if (!fits)
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
}

/** Checks `method.request.<where>.<name>`; throws AWS's `BadRequestException`. */
export function checkRequestParameters(parameters: Readonly<Record<string, boolean>> | undefined): void {
  const names = new Set<string>();
  for (const key of Object.keys(parameters ?? {})) {
    const name =
      /^method\.request\.(?:path|querystring|header|multivaluequerystring|multivalueheader)\.(.+)$/.exec(
        key,
      )?.[1];
    if (name === undefined)
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${key}]`,
      );
    if (names.has(name))
      throw badRequest('Parameter names must be unique across querystring, header and path');
    names.add(name);
  }
}

/** Checks that a method's request validator exists; throws AWS's `BadRequestException`. */
export function checkValidator({ validators }: Pick<ApiRecord, 'validators'>, id: string | undefined): void {
  if (id !== undefined && !validators.has(id))
    throw badRequest('Invalid Request Validator identifier specified');
}
