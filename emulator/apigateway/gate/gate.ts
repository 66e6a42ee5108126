import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EngineContext } from '../../context.ts';
import type { Endpoint } from '../../edge/endpoint.ts';
import type { Authority } from '../../iam/authority.ts';
import type { LogWriter } from '../../logs/log-writer.ts';
import type { KeySets } from '../jwt/key-sets.ts';
import type { ApiStore } from '../state/api-store.ts';
import { type Address, addressOf, mayBeAddress } from './address.ts';
import { answerFailure } from './answer-failure.ts';
import { type AuthorizeDependencies, authorize } from './authorize/authorize.ts';
import { authorizeBySignature } from './authorize/signature.ts';
import { authorizeByUserPool } from './authorize/user-pools.ts';
import { type CompiledMethod, type CompiledStage, compileStage } from './compile-stage.ts';
import type { Exchange } from './exchange.ts';
import { authorizerMisconfigured, GatewayFailure, misconfigured, noRoute } from './gateway-failure.ts';
import { callHttpEndpoint } from './integrate/http-endpoint.ts';
import { callHttpProxy, type HttpProxyDependencies } from './integrate/http-proxy.ts';
import { callLambdaProxy } from './integrate/lambda-proxy.ts';
import { answerMock } from './integrate/mock.ts';
import { writeAccessLog } from './logs/access-log.ts';
import { writeExecutionLog } from './logs/execution-log.ts';
import { publishDecision } from './publish-decision.ts';
import { createRequestIds, type RequestIds } from './request-ids.ts';
import { findRoute } from './route-tree.ts';

export interface GateDependencies
  extends Pick<EngineContext, 'clock' | 'random' | 'config' | 'events'>,
    AuthorizeDependencies,
    Pick<HttpProxyDependencies, 'dispatcher'> {
  readonly store: ApiStore;
  readonly authority: Authority;
  readonly keySets: KeySets;
  readonly logs: LogWriter;
}

/**
 * The data plane of REST APIs: finds the stage, then route → authorize → integrate, and answers what fails on the way
 * in one place. A request reaches an endpoint by no other way.
 */
export function createGate(dependencies: GateDependencies): Endpoint {
  const { store, config, clock, logs } = dependencies;
  const ids = createRequestIds(dependencies);
  return {
    name: 'execute-api',
    matches(url, host) {
      if (!mayBeAddress(url, host)) return false;
      const address = addressOf(url, host);
      return address !== undefined && store.state.apis.has(address.apiId);
    },
    async handle(request, response) {
      const address = addressOf(request.url ?? '/', request.headers.host?.toLowerCase() ?? '');
      const found = address && findStage(address);
      if (!found) {
        answerForbidden(ids, request, response);
        return;
      }
      const exchange = beginExchange(ids, clock.now(), request, response, found);
      try {
        await pass(dependencies, exchange);
      } catch (error) {
        if (response.headersSent || response.destroyed) response.destroy();
        else if (error instanceof GatewayFailure) answerFailure(exchange, error);
        else throw error;
      }
      publishDecision(dependencies, exchange);
      writeAccessLog(logs, exchange);
      writeExecutionLog(logs, exchange);
    },
  };

  function findStage({ apiId, rest, query }: Address): Found | undefined {
    const slash = rest.indexOf('/', 1);
    const stageName = rest.slice(1, slash < 0 ? undefined : slash);
    const record = store.state.apis.get(apiId);
    const stage = record?.stages.get(stageName);
    const compiled = record && stage && compileStage(config, record, stage);
    if (!compiled || compiled.snapshot.api.disableExecuteApiEndpoint) return undefined;
    return { stage: compiled, path: slash < 0 ? '/' : rest.slice(slash), query };
  }
}

interface Found {
  stage: CompiledStage;
  path: string;
  query: string | undefined;
}

async function pass(dependencies: GateDependencies, exchange: Exchange): Promise<void> {
  const match = findRoute(exchange.stage.routes, exchange.path);
  if (!match) throw noRoute();
  const route = match.resource.methods[exchange.method] ?? match.resource.methods['ANY'];
  exchange.resource = match.resource;
  exchange.pathParameters = match.parameters;
  if (!route) throw noRoute();
  exchange.route = route;
  await admit(dependencies, exchange, route);
  await integrate(dependencies, exchange, route);
}

/** Returns where the caller may go on, and throws GatewayFailure where not: no other way leads on to the integration. */
async function admit(
  dependencies: GateDependencies,
  exchange: Exchange,
  route: CompiledMethod,
): Promise<void> {
  const { record, authorizer } = route;
  switch (record.authorizationType) {
    case 'NONE':
      return;
    case 'AWS_IAM':
      return authorizeBySignature(dependencies.authority, exchange);
    case 'CUSTOM':
      if (!authorizer || authorizer === 'missing') throw authorizerMisconfigured('Invalid authorizer');
      return authorize(dependencies, exchange, authorizer);
    case 'COGNITO_USER_POOLS':
      if (!authorizer || authorizer === 'missing') throw authorizerMisconfigured('Invalid authorizer');
      return authorizeByUserPool(dependencies.keySets, exchange, authorizer);
    default:
      throw authorizerMisconfigured(`Authorization type ${record.authorizationType}`);
  }
}

function integrate(dependencies: GateDependencies, exchange: Exchange, route: CompiledMethod): Promise<void> {
  const { integration, endpoint } = route;
  switch (integration.type) {
    case 'HTTP_PROXY':
      return callHttpProxy(dependencies, exchange, endpoint);
    case 'HTTP':
      return callHttpEndpoint(dependencies, exchange, integration, endpoint);
    case 'AWS_PROXY':
      return callLambdaProxy(dependencies, exchange, integration);
    case 'MOCK':
      return answerMock(exchange, integration);
    default:
      throw misconfigured(`Integration type ${integration.type}`);
  }
}

function beginExchange(
  ids: RequestIds,
  startedAt: number,
  request: IncomingMessage,
  response: ServerResponse,
  { stage, path, query }: Found,
): Exchange {
  return {
    request,
    response,
    stage,
    path: path.startsWith('//') ? path.replace(/^\/+/, '/') : path,
    rawPath: path,
    query,
    requestId: ids.requestId(),
    extendedRequestId: ids.extendedRequestId(),
    traceId: ids.traceId(request.headers['x-amzn-trace-id']),
    startedAt,
    started: performance.now(),
    method: request.method ?? 'GET',
    resource: undefined,
    route: undefined,
    pathParameters: {},
    authorizer: undefined,
    caller: undefined,
    body: undefined,
    failure: undefined,
    integrationStatus: undefined,
    integrationLatencyMs: undefined,
    status: 0,
    responseLength: 0,
  };
}

/** An API or a stage that is not there: 403 and no word more, as AWS does not tell which exist. */
export function answerForbidden(ids: RequestIds, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const body = '{"message":"Forbidden"}';
  response.writeHead(403, {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    'x-amzn-RequestId': ids.requestId(),
    'x-amzn-ErrorType': 'ForbiddenException',
    'x-amz-apigw-id': ids.extendedRequestId(),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
