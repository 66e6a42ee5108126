import { DeleteMethodCommand, DeleteResourceCommand, type Resource } from '@aws-sdk/client-api-gateway';
import type { Kind } from '../reconcile/kind.ts';
import { isGone } from '../reconcile/reader-error.ts';
import { isKnown } from '../reconcile/unknown.ts';
import { apiContents } from './api-contents.ts';
import { openMethodWarning } from './open-method-warning.ts';
import { apiArn } from './rest-api.ts';

export interface UndeclaredRoutesProps {
  readonly apiId: string;
  /** The declared methods by path; a path that only leads to others has none. */
  readonly routes: Readonly<Record<string, readonly string[]>>;
}

interface Stray {
  readonly resourceId: string;
  readonly path: string;
  /** undefined: the whole path is undeclared. */
  readonly httpMethod?: string;
  readonly authorization: string;
}

/** Undeclared paths and methods of the API: each may be a way past the authorizer once it is deployed. */
export const undeclaredRoutes: Kind<UndeclaredRoutesProps, readonly Stray[], undefined> = {
  type: 'undeclared routes of',
  part: true,
  unwanted: true,
  name: ({ apiId }) => (isKnown(apiId) ? apiId : 'the API'),
  identity: ({ apiId }) => [apiId],
  async observe({ apiId, routes }, run) {
    const strays = (await apiContents(apiId, run)).flatMap((resource) => straysOf(resource, routes));
    return strays.length > 0 ? strays : undefined;
  },
  wanted: () => ({}),
  found: (strays) =>
    Object.fromEntries(
      strays.map(({ httpMethod, path, authorization }) => [`${httpMethod ?? 'path'} ${path}`, authorization]),
    ),
  warnings: (strays) =>
    strays
      .filter(({ authorization }) => /\bNONE\b/.test(authorization))
      .map(({ httpMethod, path, authorization }) =>
        openMethodWarning(
          httpMethod ? `${httpMethod} ${path}` : `${authorization.replaceAll(' NONE', '')} ${path}`,
          path,
        ),
      ),
  predict: () => undefined,
  outputs: () => undefined,
  create: () => Promise.reject(new Error('Undeclared routes are never made.')),
  async remove(strays, { apiId: restApiId }, { clients }) {
    for (const { resourceId, httpMethod } of strays) {
      const command = httpMethod
        ? clients.apigateway.send(new DeleteMethodCommand({ restApiId, resourceId, httpMethod }))
        : clients.apigateway.send(new DeleteResourceCommand({ restApiId, resourceId }));
      await command.catch((error: unknown) => {
        // A path goes with the one above it, which may have been first.
        if (!isGone(error)) throw error;
      });
    }
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:DELETE'], resources: [`${apiArn(scope)}/*/resources/*`] },
  ],
};

function straysOf(
  { id: resourceId = '', path = '', resourceMethods = {} }: Resource,
  routes: UndeclaredRoutesProps['routes'],
): Stray[] {
  const methods = Object.entries(resourceMethods);
  const authorization = methods
    .map(([name, { authorizationType }]) => `${name} ${authorizationType ?? 'NONE'}`)
    .join(', ');
  // A root without a method is part of every API.
  const declared = routes[path];
  if (!declared && path !== '/') return [{ resourceId, path, authorization: authorization || 'no method' }];
  return methods
    .filter(([httpMethod]) => !declared?.includes(httpMethod))
    .map(([httpMethod, { authorizationType = 'NONE' }]) => ({
      resourceId,
      path,
      httpMethod,
      authorization: authorizationType,
    }));
}
