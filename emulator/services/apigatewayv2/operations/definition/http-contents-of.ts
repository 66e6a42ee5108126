import type { Authorizer, Cors, Integration, Route } from '@aws-sdk/client-apigatewayv2';
import { notImplemented } from '../../../../edge/aws-error.ts';
import { checkExtensions, HTTP_EXTENSIONS } from '../../../execute-api/definition/check-extensions.ts';
import {
  deref,
  isObject,
  type Json,
  listOf,
  objectOf,
  textOf,
} from '../../../execute-api/definition/read-definition.ts';
import { checkAuthorizer } from '../authorizer-rules.ts';
import { badRequest } from '../dependencies.ts';
import { checkIntegration, withDefaults } from '../integration-rules.ts';
import { checkRoute } from '../route-rules.ts';

/** Everything that a definition creates in an HTTP API, except the API's own settings. */
export interface HttpContents {
  readonly routes: Map<string, Route>;
  readonly integrations: Map<string, Integration>;
  readonly authorizers: Map<string, Authorizer>;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const INTEGRATION = 'x-amazon-apigateway-integration';

/**
 * Reads and checks what a definition creates. Throws 501 with the name of anything unsupported, `BadRequestException` for what AWS rejects.
 */
export function httpContentsOf(document: Json, basePath: string, newId: () => string): HttpContents {
  if (document['swagger']) throw badRequest('HTTP APIs take OpenAPI 3.0 definitions only');
  checkExtensions(document, HTTP_EXTENSIONS);
  const authorizers = authorizersOf(document, newId);
  const byName = new Map([...authorizers.values()].map((authorizer) => [authorizer.Name ?? '', authorizer]));
  const contents: HttpContents = { routes: new Map(), integrations: new Map(), authorizers };
  /** An integration that several routes refer to is created once. */
  const known = new Map<Json, string>();
  for (const [path, value] of Object.entries(objectOf(document['paths']))) {
    for (const [name, operation] of Object.entries(deref(document, value))) {
      const method =
        name === 'x-amazon-apigateway-any-method'
          ? 'ANY'
          : METHODS.includes(name)
            ? name.toUpperCase()
            : undefined;
      if (method === undefined || !isObject(operation)) continue;
      const given =
        operation[INTEGRATION] === undefined ? undefined : deref(document, operation[INTEGRATION]);
      let id = given && known.get(given);
      if (given && id === undefined) {
        id = newId();
        known.set(given, id);
        contents.integrations.set(id, integrationOf(given, id));
      }
      const RouteKey = path === '/$default' ? '$default' : `${method} ${basePath}${path}`;
      const route: Route = {
        RouteId: newId(),
        RouteKey,
        ApiKeyRequired: false,
        ...authorizationOf(operation['security'] ?? document['security'], byName),
        ...(id !== undefined && { Target: `integrations/${id}` }),
        ...(textOf(operation['operationId']) !== undefined && {
          OperationName: textOf(operation['operationId']),
        }),
      };
      checkRoute(contents, route);
      contents.routes.set(route.RouteId ?? '', route);
    }
  }
  return contents;
}

function integrationOf(given: Json, id: string): Integration {
  const type = textOf(given['type'])?.toUpperCase();
  if (type !== 'HTTP_PROXY' && type !== 'AWS_PROXY')
    throw notImplemented(`${INTEGRATION} of the type ${given['type']}`);
  for (const name of ['connectionId', 'tlsConfig', 'integrationSubtype', 'subtype']) {
    if (given[name] !== undefined) throw notImplemented(`${INTEGRATION}: ${name}`);
  }
  if ((textOf(given['connectionType']) ?? 'INTERNET') !== 'INTERNET')
    throw notImplemented(`${INTEGRATION}: connectionType VPC_LINK`);
  const integration = withDefaults({
    IntegrationId: id,
    IntegrationType: type,
    IntegrationUri: textOf(given['uri']),
    ...(given['credentials'] !== undefined && { CredentialsArn: textOf(given['credentials']) }),
    PayloadFormatVersion: textOf(given['payloadFormatVersion']) ?? '1.0',
    ...(given['httpMethod'] !== undefined && { IntegrationMethod: textOf(given['httpMethod']) }),
    ...(given['timeoutInMillis'] !== undefined && { TimeoutInMillis: Number(given['timeoutInMillis']) }),
    ...(isObject(given['requestParameters']) && {
      RequestParameters: given['requestParameters'] as Record<string, string>,
    }),
    ...(isObject(given['responseParameters']) && {
      ResponseParameters: given['responseParameters'] as Record<string, Record<string, string>>,
    }),
  });
  checkIntegration(integration);
  return integration;
}

function authorizersOf(document: Json, newId: () => string): Map<string, Authorizer> {
  const authorizers = new Map<string, Authorizer>();
  for (const [name, scheme] of Object.entries(
    objectOf(objectOf(document['components'])['securitySchemes']),
  )) {
    const extension = objectOf(scheme)['x-amazon-apigateway-authorizer'];
    if (!isObject(extension)) continue;
    const AuthorizerId = newId();
    const authorizer = { AuthorizerId, Name: name, ...authorizerOf(extension) };
    checkAuthorizer(authorizer);
    authorizers.set(AuthorizerId, authorizer);
  }
  return authorizers;
}

function authorizerOf(given: Json): Partial<Authorizer> {
  const type = textOf(given['type'])?.toUpperCase();
  if (type !== 'JWT' && type !== 'REQUEST')
    throw notImplemented(`x-amazon-apigateway-authorizer of the type ${given['type']}`);
  const sources = listOf(given['identitySource']).map((source) => textOf(source) ?? '');
  const written = textOf(given['identitySource']);
  const IdentitySource = written === undefined ? sources : written.split(',').map((source) => source.trim());
  if (type === 'JWT') {
    const jwt = objectOf(given['jwtConfiguration']);
    const Audience = listOf(jwt['audience']).map((audience) => textOf(audience) ?? '');
    return {
      AuthorizerType: type,
      IdentitySource,
      JwtConfiguration: { Issuer: textOf(jwt['issuer']), Audience },
    };
  }
  const ttl = given['authorizerResultTtlInSeconds'];
  return {
    AuthorizerType: type,
    IdentitySource,
    AuthorizerUri: textOf(given['authorizerUri']),
    ...(given['authorizerCredentials'] !== undefined && {
      AuthorizerCredentialsArn: textOf(given['authorizerCredentials']),
    }),
    AuthorizerPayloadFormatVersion: textOf(given['authorizerPayloadFormatVersion']),
    ...(ttl !== undefined && { AuthorizerResultTtlInSeconds: Number(ttl) }),
    ...(given['enableSimpleResponses'] !== undefined && {
      EnableSimpleResponses: given['enableSimpleResponses'] === true,
    }),
  };
}

function authorizationOf(security: unknown, authorizers: ReadonlyMap<string, Authorizer>): Partial<Route> {
  for (const requirement of listOf(security).map(objectOf)) {
    for (const [name, wanted] of Object.entries(requirement)) {
      const authorizer = authorizers.get(name);
      if (!authorizer) continue;
      const scopes = listOf(wanted).map((scope) => textOf(scope) ?? '');
      return {
        AuthorizationType: authorizer.AuthorizerType === 'JWT' ? 'JWT' : 'CUSTOM',
        AuthorizerId: authorizer.AuthorizerId,
        ...(scopes.length > 0 && { AuthorizationScopes: scopes }),
      };
    }
  }
  return { AuthorizationType: 'NONE' };
}

/** Reads `x-amazon-apigateway-cors`. */
export function corsOf(document: Json): Cors | undefined {
  const given = document['x-amazon-apigateway-cors'];
  if (!isObject(given)) return undefined;
  const texts = (name: string) =>
    given[name] === undefined ? undefined : listOf(given[name]).map((one) => textOf(one) ?? '');
  return {
    AllowCredentials: given['allowCredentials'] === true,
    AllowHeaders: texts('allowHeaders'),
    AllowMethods: texts('allowMethods'),
    AllowOrigins: texts('allowOrigins'),
    ExposeHeaders: texts('exposeHeaders'),
    ...(given['maxAge'] !== undefined && { MaxAge: Number(given['maxAge']) }),
  };
}
