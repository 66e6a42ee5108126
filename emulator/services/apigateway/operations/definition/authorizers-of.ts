import { notImplemented } from '../../../../edge/aws-error.ts';
import { type Json, listOf, objectOf, textOf } from '../../../execute-api/definition/read-definition.ts';
import type { AuthorizerRecord } from '../../state/records.ts';

/** What a security scheme requires of a method. */
export type Scheme =
  | { readonly kind: 'iam' }
  | { readonly kind: 'key' }
  | { readonly kind: 'none' }
  | { readonly kind: 'authorizer'; readonly authorizer: AuthorizerRecord };

/**
 * A definition's security schemes by name. One without an extension requires nothing: it is for readers, not for API Gateway (guide,
 * "x-amazon-apigateway-authorizer"). Throws 501 for unsupported settings of an authorizer.
 */
export function schemesOf(document: Json, newId: () => string): Map<string, Scheme> {
  const schemes = document['swagger']
    ? objectOf(document['securityDefinitions'])
    : objectOf(objectOf(document['components'])['securitySchemes']);
  return new Map(
    Object.entries(schemes).map(([name, scheme]) => [name, schemeOf(name, objectOf(scheme), newId)]),
  );
}

function schemeOf(name: string, scheme: Json, newId: () => string): Scheme {
  const authType = textOf(scheme['x-amazon-apigateway-authtype']);
  if (authType?.toLowerCase() === 'awssigv4') return { kind: 'iam' };
  const extension = scheme['x-amazon-apigateway-authorizer'];
  if (extension === undefined)
    return {
      kind:
        scheme['type'] === 'apiKey' && textOf(scheme['name'])?.toLowerCase() === 'x-api-key' ? 'key' : 'none',
    };
  return {
    kind: 'authorizer',
    authorizer: authorizerOf(name, scheme, objectOf(extension), authType, newId()),
  };
}

function authorizerOf(
  name: string,
  scheme: Json,
  given: Json,
  authType: string | undefined,
  id: string,
): AuthorizerRecord {
  const kind = textOf(given['type'])?.toUpperCase() ?? '';
  if (kind !== 'TOKEN' && kind !== 'REQUEST' && kind !== 'COGNITO_USER_POOLS')
    throw notImplemented(`x-amazon-apigateway-authorizer of the type ${given['type']}`);
  const header = textOf(scheme['name']) ?? 'Authorization';
  // AWS accepts an empty source (recorded); that it means the scheme's header is a guess.
  const identitySource =
    textOf(given['identitySource']) || (kind === 'REQUEST' ? undefined : `method.request.header.${header}`);
  const ttl = given['authorizerResultTtlInSeconds'];
  const arns = listOf(given['providerARNs']).map((arn) => textOf(arn) ?? '');
  return {
    id,
    name,
    type: kind,
    authType: kind === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : (authType ?? 'custom'),
    ...(arns.length > 0 && { providerARNs: arns }),
    authorizerUri: textOf(given['authorizerUri']),
    ...(given['authorizerCredentials'] !== undefined && {
      authorizerCredentials: textOf(given['authorizerCredentials']),
    }),
    identitySource,
    identityValidationExpression: textOf(given['identityValidationExpression']),
    authorizerResultTtlInSeconds:
      ttl === undefined ? (kind === 'COGNITO_USER_POOLS' ? undefined : 300) : Number(ttl),
  };
}
