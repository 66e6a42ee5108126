import {
  CreateRouteCommand,
  DeleteRouteCommand,
  type Route,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { asSet } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { isKnown } from '../reconcile/unknown.ts';
import { httpApiArn } from './http-api.ts';
import { httpRoutes } from './http-contents.ts';

export interface HttpRouteProps {
  readonly apiId: string;
  /** `$default`, or a method and a path. */
  readonly key: string;
  /** Who judges: a function about a credential, or API Gateway about a token. */
  readonly authorization: 'CUSTOM' | 'JWT';
  readonly authorizerId: string;
  /** Of a token, which must have one of them. */
  readonly scopes: readonly string[];
  readonly integrationId: string;
}

/** A route that only accepts requests that the authorizer allowed. */
export const httpRoute: Kind<HttpRouteProps, Partial<Route>, undefined> = {
  type: 'route',
  part: true,
  name: ({ key }) => key,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId, key }, run) {
    return (await httpRoutes(apiId, run)).find(({ RouteKey }) => RouteKey === key);
  },
  wanted: ({ authorization, authorizerId, scopes, integrationId }) => ({
    authorization,
    authorizer: authorizerId,
    scopes: asSet(scopes),
    target: `integrations/${integrationId}`,
  }),
  found: ({ AuthorizationType, AuthorizerId, AuthorizationScopes, Target }) => ({
    authorization: AuthorizationType,
    authorizer: AuthorizerId,
    scopes: asSet(AuthorizationScopes),
    target: Target,
  }),
  warnings: (route) => (isOpen(route) ? [openRoute(route)] : []),
  predict: () => undefined,
  outputs: () => undefined,
  create: (props, { clients }) => clients.apigatewayv2.send(new CreateRouteCommand(settingsOf(props))),
  async update(props, { RouteId }, _changed, { clients }) {
    await clients.apigatewayv2.send(new UpdateRouteCommand({ ...settingsOf(props), RouteId }));
  },
  remove: ({ RouteId }, { apiId }, run) => removeRoute(apiId, RouteId, run),
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [`${httpApiArn(scope)}/*/routes`] },
    { actions: ['apigateway:PATCH'], resources: [`${httpApiArn(scope)}/*/routes/*`] },
  ],
};

export interface UndeclaredHttpRoutesProps {
  readonly apiId: string;
  /** The keys that are declared. */
  readonly keys: readonly string[];
}

/** Undeclared routes of the API: with a stage that deploys by itself, each is live at once. */
export const undeclaredHttpRoutes: Kind<UndeclaredHttpRoutesProps, readonly Route[], undefined> = {
  type: 'undeclared routes of',
  part: true,
  unwanted: true,
  name: ({ apiId }) => (isKnown(apiId) ? apiId : 'the HTTP API'),
  identity: ({ apiId }) => [apiId],
  async observe({ apiId, keys }, run) {
    const strays = (await httpRoutes(apiId, run)).filter(({ RouteKey = '' }) => !keys.includes(RouteKey));
    return strays.length > 0 ? strays : undefined;
  },
  wanted: () => ({}),
  found: (strays) =>
    Object.fromEntries(
      strays.map(({ RouteKey, AuthorizationType = 'NONE' }) => [`route ${RouteKey}`, AuthorizationType]),
    ),
  warnings: (strays) => strays.filter(isOpen).map(openRoute),
  predict: () => undefined,
  outputs: () => undefined,
  create: () => Promise.reject(new Error('Undeclared routes are never made.')),
  async remove(strays, { apiId }, run) {
    for (const { RouteId } of strays) await removeRoute(apiId, RouteId, run);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:DELETE'], resources: [`${httpApiArn(scope)}/*/routes/*`] },
  ],
};

function settingsOf({ apiId, key, authorization, authorizerId, scopes, integrationId }: HttpRouteProps) {
  return {
    ApiId: apiId,
    RouteKey: key,
    AuthorizationType: authorization,
    AuthorizerId: authorizerId,
    // Authorizers of other types than JWT have none, and must not get any.
    ...(authorization === 'JWT' ? { AuthorizationScopes: [...scopes] } : {}),
    Target: `integrations/${integrationId}`,
  };
}

function isOpen({ AuthorizationType = 'NONE' }: Partial<Route>): boolean {
  return AuthorizationType === 'NONE';
}

function openRoute({ RouteKey }: Partial<Route>): string {
  return `route ${RouteKey} has no authorizer: it is open to everybody.`;
}

async function removeRoute(ApiId: string, RouteId: string | undefined, { clients }: Run): Promise<void> {
  await clients.apigatewayv2.send(new DeleteRouteCommand({ ApiId, RouteId })).catch(unlessGone);
}
