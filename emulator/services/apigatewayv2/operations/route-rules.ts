import type { Route } from '@aws-sdk/client-apigatewayv2';
import type { HttpApi } from '../state/http-api-store.ts';
import { badRequest, conflict } from './dependencies.ts';

const ROUTE_KEY = /^(?:\$default|(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|ANY) (\/\S*))$/;

/**
 * Checks a route as a whole: its key, that no other has it, its authorization and its integration. Throws `BadRequestException` or
 * `ConflictException`. A route is never open because its authorizer is missing.
 */
export function checkRoute(
  { routes, authorizers, integrations }: Pick<HttpApi, 'routes' | 'authorizers' | 'integrations'>,
  route: Route,
): void {
  const { RouteKey = '', AuthorizationType = 'NONE', AuthorizerId, AuthorizationScopes, Target } = route;
  if (!ROUTE_KEY.test(RouteKey))
    throw badRequest(
      `The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"`,
    );
  const [, path = ''] = RouteKey.split(' ');
  if (
    path.split('/').some((part) => /[{}]/.test(part) && !/^\{[\w.-]+\+?\}$/.test(part)) ||
    /\+\}\/./.test(path)
  )
    throw badRequest(`Invalid path specified in route key: ${RouteKey}`);
  // Names of parameters do not distinguish routes.
  const same = [...routes.values()].find(
    (other) => shapeOf(other.RouteKey ?? '') === shapeOf(RouteKey) && other.RouteId !== route.RouteId,
  );
  if (same) throw conflict(`Route with key ${RouteKey} already exists for this API`);
  if (Target !== undefined && !integrations.has(/^integrations\/(.+)$/.exec(Target)?.[1] ?? ''))
    throw badRequest(`Invalid integration target specified: ${Target}`);
  const authorizer = authorizers.get(AuthorizerId ?? '');
  const kind = { CUSTOM: 'REQUEST', JWT: 'JWT' }[AuthorizationType as string];
  if (kind && authorizer?.AuthorizerType !== kind)
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or JWT requires a valid authorizer.',
    );
  if (AuthorizationScopes?.length && AuthorizationType !== 'JWT')
    throw badRequest('AuthorizationScopes can be set only for routes with the authorization type JWT');
}

function shapeOf(routeKey: string): string {
  return routeKey.replaceAll(/\{[^{}+]+(\+?)\}/g, '{$1}');
}
