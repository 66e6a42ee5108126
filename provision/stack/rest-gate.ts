import { declare, type Node } from '../reconcile/declare.ts';
import { nameIn } from '../reconcile/scope.ts';
import { apiIntegration, SECRET_HEADER } from '../resources/api-integration.ts';
import { apiMethod } from '../resources/api-method.ts';
import { apiResource } from '../resources/api-resource.ts';
import { type AuthorizerOutputs, authorizer as authorizerKind } from '../resources/authorizer.ts';
import { deployment, fingerprint, supersededDeployments } from '../resources/deployment.ts';
import { gatewayResponse } from '../resources/gateway-response.ts';
import { type RestApiOutputs, restApi } from '../resources/rest-api.ts';
import { stage } from '../resources/stage.ts';
import { undeclaredRoutes } from '../resources/undeclared-routes.ts';
import type { GateInputs, Invokable, LiveApi } from './gate-inputs.ts';
import type { RestCredential } from './rest-credential.ts';

/** An API and its authorizer, before any method. */
export interface RestFront {
  readonly api: Node<RestApiOutputs>;
  readonly asks: Node<AuthorizerOutputs>;
}

interface Route {
  readonly id: string;
  readonly path: string;
  /** Parameters of a request that the integration may use. */
  readonly accepts: Readonly<Record<string, boolean>>;
  /** Where the integration takes its own from. */
  readonly sends: Readonly<Record<string, string>>;
}

export function declareRestFront({ config, scope, authorizer, add }: GateInputs): RestFront {
  const metered = config.limits !== undefined;
  const api = add(declare(restApi, 'api', {}, () => ({ name: nameIn(scope), metered })));
  const asks = add(
    declare(authorizerKind, 'api-authorizer', { api, authorizer }, ({ api, authorizer }) => ({
      name: nameIn(scope),
      apiId: api.id,
      functionArn: authorizer.arn,
      ttl: config.authorizerTtl,
    })),
  );
  return { api, asks };
}

/**
 * Declares a REST API's way to the origin: it asks the authorizer about every request, on every path and method but the credential's, and
 * sends allowed ones to the origin, with the secret and without the client's credential.
 */
export function declareRestWay(
  { config, originSecret, authorizer, origin, add }: GateInputs,
  { api, asks }: RestFront,
  credential: RestCredential,
  mayInvoke: Invokable,
): LiveApi {
  // {proxy+} does not match the root: each has its own method (API Gateway guide, "Set up a proxy resource").
  const everyPath = add(
    declare(apiResource, 'every-path', { api }, ({ api }) => ({
      apiId: api.id,
      parentId: api.rootId,
      parentPath: '',
      pathPart: '{proxy+}',
    })),
  );
  const root = route({ id: 'root', path: '/', accepts: {}, sends: {} });
  const rest = route({
    id: 'every-path',
    path: '/{proxy+}',
    accepts: { 'method.request.path.proxy': true },
    sends: { 'integration.request.path.proxy': 'method.request.path.proxy' },
  });
  const closed = add(
    declare(undeclaredRoutes, 'other-routes', { api }, ({ api }) => ({
      apiId: api.id,
      routes: { '/': ['ANY'], '/{proxy+}': ['ANY'], ...credential.routes },
    })),
  );
  const unauthorized = {
    responseType: 'UNAUTHORIZED',
    statusCode: '401',
    headers: { 'WWW-Authenticate': CHALLENGE },
  } as const;
  const challenge = add(
    declare(gatewayResponse, 'challenge', { api }, ({ api }) => ({ apiId: api.id, ...unauthorized })),
  );

  // What a snapshot contains must exist before it is taken.
  const ways = { root: root.integration, rest: rest.integration, ...credential.parts };
  const parts = { api, asks, authorizer, closed, challenge, ...ways };
  const snapshot = add(
    declare(deployment, 'snapshot', parts, ({ api, asks, authorizer, ...to }) => ({
      apiId: api.id,
      fingerprint: fingerprint({
        routes: [
          { ...root.content, uri: to.root.uri },
          { ...rest.content, uri: to.rest.uri },
        ],
        authorizer: { id: asks.id, function: authorizer.arn, ttl: config.authorizerTtl },
        credential: credential.content(to),
        metered: config.limits !== undefined,
        unauthorized,
      }),
    })),
  );
  const live = add(
    declare(stage, 'live', { ...mayInvoke, api, snapshot }, ({ api, snapshot }) => ({
      apiId: api.id,
      name: config.stage,
      deploymentId: snapshot.id,
    })),
  );
  add(
    declare(supersededDeployments, 'old-snapshots', { api, snapshot, live }, ({ api, snapshot }) => ({
      apiId: api.id,
      deploymentId: snapshot.id,
    })),
  );
  return { api, live };

  /** One path with the method ANY: asks the authorizer, and passes on. */
  function route({ id, path, accepts, sends }: Route) {
    const method = add(
      declare(apiMethod, `${id}-method`, { api, asks, everyPath }, ({ api, asks, everyPath }) => ({
        apiId: api.id,
        resourceId: path === '/' ? api.rootId : everyPath.id,
        path,
        httpMethod: 'ANY',
        authorization: 'CUSTOM' as const,
        authorizerId: asks.id,
        scopes: [],
        requestParameters: accepts,
        metered: config.limits !== undefined,
      })),
    );
    const requestParameters = { ...headers(originSecret), ...sends };
    const to = (url: string) => ({
      path,
      type: 'HTTP_PROXY' as const,
      requestParameters,
      uri: `${url}${path.replace('+', '')}`,
    });
    const integration = add(
      typeof origin === 'string'
        ? declare(apiIntegration, `${id}-integration`, { method }, ({ method }) => ({
            ...method,
            ...to(origin),
          }))
        : declare(apiIntegration, `${id}-integration`, { method, origin }, ({ method, origin }) => ({
            ...method,
            ...to(origin.url),
          })),
    );
    return { integration, content: { path, accepts, requestParameters } };
  }
}

/** Tells a browser or client how to sign in (RFC 7617). */
const CHALLENGE = 'Basic realm="gatehouse"';

/**
 * What the origin sees besides the request itself. Each overwrites the client's value, so that nobody can impersonate somebody else; the
 * client's credential is overwritten with nothing.
 */
function headers(originSecret: string): Record<string, string> {
  return {
    [SECRET_HEADER]: `'${originSecret}'`,
    'integration.request.header.x-user': 'context.authorizer.principalId',
    'integration.request.header.Authorization': "''",
  };
}
