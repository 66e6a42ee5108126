import { declare, type Node } from '../reconcile/declare.ts';
import { nameIn } from '../reconcile/scope.ts';
import type { AuthorizerOutputs } from '../resources/authorizer.ts';
import { httpApi } from '../resources/http-api.ts';
import { httpAuthorizer } from '../resources/http-authorizer.ts';
import { HTTP_SECRET_HEADER, httpIntegration } from '../resources/http-integration.ts';
import { httpRoute, undeclaredHttpRoutes } from '../resources/http-route.ts';
import { httpStage } from '../resources/http-stage.ts';
import type { GateInputs, Invokable, LiveApi } from './gate-inputs.ts';
import type { HttpCredential } from './http-credential.ts';

/** An API and its authorizer, before any route. */
export interface HttpFront {
  readonly api: Node<{ id: string }>;
  readonly asks: Node<AuthorizerOutputs>;
}

export function declareHttpFront({ config, scope, authorizer, add }: GateInputs): HttpFront {
  const api = add(declare(httpApi, 'http-api', {}, () => ({ name: nameIn(scope) })));
  const asks = add(
    declare(httpAuthorizer, 'http-api-authorizer', { api, authorizer }, ({ api, authorizer }) => ({
      name: nameIn(scope),
      apiId: api.id,
      functionArn: authorizer.arn,
      ttl: config.authorizerTtl,
    })),
  );
  return { api, asks };
}

/** The route for everything that no other matches, every method and path, the root included, so that none is forgotten. */
const EVERYTHING = '$default';

/**
 * Declares an HTTP API's way to the origin: one route for everything but the credential's, with the authorizer, and a stage of the same
 * name as the REST API's, which deploys by itself.
 */
export function declareHttpWay(
  { config, originSecret, origin, add }: GateInputs,
  { api, asks }: HttpFront,
  credential: HttpCredential,
  mayInvoke: Invokable,
): LiveApi {
  const to = (apiId: string, url: string) => ({
    apiId,
    name: 'origin',
    type: 'HTTP_PROXY' as const,
    uri: url,
    requestParameters: parameters(originSecret, url),
  });
  const integration = add(
    typeof origin === 'string'
      ? declare(httpIntegration, 'http-integration', { api }, ({ api }) => to(api.id, origin))
      : declare(httpIntegration, 'http-integration', { api, origin }, ({ api, origin }) =>
          to(api.id, origin.url),
        ),
  );
  const everything = add(
    declare(httpRoute, 'http-route', { api, asks, integration }, ({ api, asks, integration }) => ({
      apiId: api.id,
      key: EVERYTHING,
      authorization: 'CUSTOM' as const,
      scopes: [],
      authorizerId: asks.id,
      integrationId: integration.id,
    })),
  );
  const closed = add(
    declare(undeclaredHttpRoutes, 'other-http-routes', { api }, ({ api }) => ({
      apiId: api.id,
      keys: [EVERYTHING, ...credential.keys],
    })),
  );
  const waits = { ...credential.parts, ...mayInvoke };
  const live = add(
    declare(httpStage, 'http-live', { ...waits, everything, closed, api }, ({ api }) => ({
      apiId: api.id,
      name: config.stage,
    })),
  );
  return { api, live };
}

/**
 * What the origin sees besides the request itself. Each overwrites the client's value. The client's credential cannot be kept from the
 * origin: `Authorization` is among the headers that no mapping of an HTTP API may touch (API Gateway guide, "Transform API requests and
 * responses for HTTP APIs", reserved headers). If the origin must not see it, use a REST API.
 */
function parameters(originSecret: string, url: string): Record<string, string> {
  const prefix = /^https?:\/\/[^/]+(\/.*?)\/*$/.exec(url)?.[1] ?? '';
  return {
    [HTTP_SECRET_HEADER]: originSecret,
    'overwrite:header.x-user': '$context.authorizer.username',
    // Without it the stage's name is part of the origin's path.
    'overwrite:path': prefix === '' ? '$request.path' : `${prefix}\${request.path}`,
  };
}
