import type { Config } from './config.ts';
import { declare, type Node } from './reconcile/declare.ts';
import { arn, nameIn, type Scope } from './reconcile/scope.ts';
import { apiIntegration, SECRET_HEADER } from './resources/api-integration.ts';
import { apiMethod } from './resources/api-method.ts';
import { apiResource } from './resources/api-resource.ts';
import { authorizer as authorizerKind } from './resources/authorizer.ts';
import { deployment, fingerprint, supersededDeployments } from './resources/deployment.ts';
import { functionPolicy } from './resources/function-policy.ts';
import { gatewayResponse } from './resources/gateway-response.ts';
import { restApi } from './resources/rest-api.ts';
import { stage } from './resources/stage.ts';
import { undeclaredRoutes } from './resources/undeclared-routes.ts';

export interface GateInputs {
  readonly config: Config;
  readonly scope: Scope;
  readonly originSecret: string;
  /** The function that is asked whether a credential is good. */
  readonly authorizer: Node<{ name: string; arn: string }>;
  readonly add: <O>(node: Node<O>) => Node<O>;
}

interface Route {
  readonly id: string;
  readonly path: string;
  readonly isRoot: boolean;
  /** Parameters of a request that the integration may use. */
  readonly accepts: Readonly<Record<string, boolean>>;
  /** Where the integration takes its own from. */
  readonly sends: Readonly<Record<string, string>>;
}

export interface GateOutputs {
  readonly api: Node<{ id: string }>;
  readonly live: Node<{ name: string }>;
}

/**
 * Declares the gate: a REST API that asks the authorizer about every request, on every path and method, and passes on
 * to the origin those that are allowed, with the secret added and the client's credential taken away.
 */
export function declareGate({ config, scope, originSecret, authorizer, add }: GateInputs): GateOutputs {
  const api = add(declare(restApi, 'api', {}, () => ({ name: nameIn(scope) })));
  const asks = add(
    declare(authorizerKind, 'api-authorizer', { api, authorizer }, ({ api, authorizer }) => ({
      name: nameIn(scope),
      apiId: api.id,
      functionArn: authorizer.arn,
      ttl: config.authorizerTtl,
    })),
  );
  const mayInvoke = add(
    declare(functionPolicy, 'api-may-invoke', { api, asks, authorizer }, ({ api, asks, authorizer }) => ({
      functionName: authorizer.name,
      functionArn: authorizer.arn,
      grants: [
        {
          sid: 'rest-api-authorizer',
          principal: 'apigateway.amazonaws.com',
          sourceArn: arn(scope, 'execute-api', `${api.id}/authorizers/${asks.id}`),
        },
      ],
    })),
  );

  // {proxy+} does not match the root: each has a method of its own (API Gateway guide, "Set up a proxy resource").
  const everyPath = add(
    declare(apiResource, 'every-path', { api }, ({ api }) => ({
      apiId: api.id,
      parentId: api.rootId,
      pathPart: '{proxy+}',
    })),
  );
  const routes: readonly Route[] = [
    { id: 'root', path: '/', isRoot: true, accepts: {}, sends: {} },
    {
      id: 'every-path',
      path: '/{proxy+}',
      isRoot: false,
      accepts: { 'method.request.path.proxy': true },
      sends: { 'integration.request.path.proxy': 'method.request.path.proxy' },
    },
  ];
  const declared = routes.map(({ id, path, isRoot, accepts, sends }) => {
    const method = add(
      declare(apiMethod, `${id}-method`, { api, asks, everyPath }, ({ api, asks, everyPath }) => ({
        apiId: api.id,
        resourceId: isRoot ? api.rootId : everyPath.id,
        path,
        httpMethod: 'ANY',
        authorizerId: asks.id,
        requestParameters: accepts,
      })),
    );
    const passesOn = {
      uri: `${config.originUrl}${path.replace('+', '')}`,
      requestParameters: { ...headers(originSecret), ...sends },
    };
    const integration = add(
      declare(apiIntegration, `${id}-integration`, { method }, ({ method }) => ({
        ...method,
        path,
        ...passesOn,
      })),
    );
    return {
      method,
      integration,
      content: { path, accepts, uri: passesOn.uri, parameters: passesOn.requestParameters },
    };
  });
  const closed = add(
    declare(undeclaredRoutes, 'other-routes', { api }, ({ api }) => ({
      apiId: api.id,
      paths: routes.map(({ path }) => path),
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

  // What a snapshot holds must be in place before it is taken.
  const parts = Object.fromEntries(
    declared.flatMap(({ method, integration }) => [method, integration]).map((node) => [node.id, node]),
  );
  const snapshot = add(
    declare(
      deployment,
      'snapshot',
      { ...parts, api, asks, authorizer, closed, challenge },
      ({ api, asks, authorizer }) => ({
        apiId: api.id,
        fingerprint: fingerprint({
          routes: declared.map(({ content }) => content),
          authorizer: { id: asks.id, function: authorizer.arn, ttl: config.authorizerTtl },
          unauthorized,
        }),
      }),
    ),
  );
  const live = add(
    declare(stage, 'live', { api, snapshot, mayInvoke }, ({ api, snapshot }) => ({
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
}

/** What a browser or client is told of how to sign in (RFC 7617). */
const CHALLENGE = 'Basic realm="gatehouse"';

/**
 * What the origin gets to see beside the request itself. Each overwrites what the client sent under that name, so that
 * nobody can pass for somebody else; the client's credential is overwritten with nothing.
 */
function headers(originSecret: string): Record<string, string> {
  return {
    [SECRET_HEADER]: `'${originSecret}'`,
    'integration.request.header.x-user': 'context.authorizer.principalId',
    'integration.request.header.Authorization': "''",
  };
}
