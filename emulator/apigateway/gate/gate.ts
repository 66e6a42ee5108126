import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EngineContext } from '../../context.ts';
import type { Endpoint } from '../../edge/endpoint.ts';
import type { ApiStore } from '../state/api-store.ts';
import { type Address, addressOf, mayBeAddress } from './address.ts';
import { answerFailure } from './answer-failure.ts';
import { type AuthorizeDependencies, authorize } from './authorize/authorize.ts';
import { type CompiledMethod, type CompiledStage, compileStage } from './compile-stage.ts';
import type { Exchange } from './exchange.ts';
import { authorizerMisconfigured, GatewayFailure, misconfigured, noRoute } from './gateway-failure.ts';
import { callHttpEndpoint } from './integrate/http-endpoint.ts';
import { callHttpProxy, type HttpProxyDependencies } from './integrate/http-proxy.ts';
import { callLambdaProxy } from './integrate/lambda-proxy.ts';
import { answerMock } from './integrate/mock.ts';
import { publishDecision } from './publish-decision.ts';
import { createRequestIds, type RequestIds } from './request-ids.ts';
import { findRoute } from './route-tree.ts';

export interface GateDependencies
  extends Pick<EngineContext, 'clock' | 'random' | 'config' | 'events'>,
    AuthorizeDependencies,
    Pick<HttpProxyDependencies, 'dispatcher'> {
  readonly store: ApiStore;
}

/**
 * The data plane of REST APIs: finds the stage, then route → authorize → integrate, and answers what fails on the way
 * in one place. A request reaches an endpoint by no other way.
 */
export function createGate(dependencies: GateDependencies): Endpoint {
  const { store, config, clock } = dependencies;
  const ids = createRequestIds(dependencies);
  return {
    name: 'execute-api',
    matches: (url, host) => mayBeAddress(url, host) && addressOf(url, host) !== undefined,
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
  const { record, authorizer } = route;
  if (record.authorizationType === 'CUSTOM') {
    if (!authorizer || authorizer === 'missing') throw authorizerMisconfigured('Invalid authorizer');
    await authorize(dependencies, exchange, authorizer);
  } else if (record.authorizationType !== 'NONE') {
    throw authorizerMisconfigured(`Authorization type ${record.authorizationType}`);
  }
  await integrate(dependencies, exchange, route);
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
    failure: undefined,
    integrationStatus: undefined,
    integrationLatencyMs: undefined,
    status: 0,
    responseLength: 0,
  };
}

/** An API or a stage that is not there: 403 and no word more, as AWS does not tell which exist. */
function answerForbidden(ids: RequestIds, request: IncomingMessage, response: ServerResponse): void {
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
