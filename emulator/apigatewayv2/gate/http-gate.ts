import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Address, addressOf, mayBeAddress } from '../../apigateway/gate/address.ts';
import { GatewayFailure } from '../../apigateway/gate/gateway-failure.ts';
import { createRequestIds, type RequestIds } from '../../apigateway/gate/request-ids.ts';
import type { KeySets } from '../../apigateway/jwt/key-sets.ts';
import type { EngineContext } from '../../context.ts';
import type { Endpoint } from '../../edge/endpoint.ts';
import type { Authority } from '../../iam/authority.ts';
import type { LogWriter } from '../../logs/log-writer.ts';
import type { HttpApi, HttpApiStore } from '../state/http-api-store.ts';
import { authorizeByJwt } from './authorize-jwt.ts';
import { authorizeByRequest, type RequestAuthorizerDependencies } from './authorize-request.ts';
import { authorizeHttpBySignature } from './authorize-signature.ts';
import { callEndpoint, type EndpointDependencies } from './call-endpoint.ts';
import { callFunction } from './call-function.ts';
import { type CompiledRoute, type CompiledStage, compileStage } from './compile-stage.ts';
import { answerHeaders, isPreflight, preflightHeaders } from './cors.ts';
import type { HttpExchange } from './http-exchange.ts';
import { HttpFailure, internalError, notFound, tooLarge } from './http-failure.ts';
import { findRoute } from './route-table.ts';
import { publishHttpDecision, writeHttpAccessLog } from './tell.ts';

export interface HttpGateDependencies
  extends Pick<EngineContext, 'clock' | 'random' | 'config' | 'events'>,
    RequestAuthorizerDependencies,
    EndpointDependencies {
  readonly clock: EngineContext['clock'];
  readonly store: HttpApiStore;
  readonly authority: Authority;
  readonly keySets: KeySets;
  readonly logs: LogWriter;
}

/** The data plane of HTTP APIs: finds stage and route, then authorize → integrate, and answers what fails on the way in one place. */
export function createHttpGate(dependencies: HttpGateDependencies): Endpoint {
  const { store, config, clock } = dependencies;
  const ids = createRequestIds(dependencies);
  return {
    name: 'execute-api-http',
    matches(url, host) {
      if (!mayBeAddress(url, host)) return false;
      const address = addressOf(url, host);
      return address !== undefined && store.state.apis.has(address.apiId);
    },
    async handle(request, response) {
      const address = addressOf(request.url ?? '/', request.headers.host?.toLowerCase() ?? '');
      const api = address && store.state.apis.get(address.apiId);
      const place = api && placeOf(config, api, address);
      if (!api || !place) {
        request.resume();
        answerFailure(response, ['apigw-requestid', ids.extendedRequestId()], request.method, notFound());
        return;
      }
      const exchange = beginExchange(ids, clock.now(), api, request, response, place);
      try {
        await pass(dependencies, exchange);
      } catch (error) {
        fail(exchange, error);
      }
      publishHttpDecision(dependencies, exchange);
      writeHttpAccessLog(dependencies.logs, exchange);
    },
  };
}

interface Place {
  stage: CompiledStage;
  path: string;
  query: string | undefined;
}

/** The stage that a path's first segment names, else `$default`, which has no segment of its own. */
function placeOf(config: EngineContext['config'], api: HttpApi, { rest, query }: Address): Place | undefined {
  if (api.api.DisableExecuteApiEndpoint) return undefined;
  const slash = rest.indexOf('/', 1);
  const first = rest.slice(1, slash < 0 ? undefined : slash);
  const named = first === '' ? undefined : api.stages.get(decodeStage(first));
  const record = named ?? api.stages.get('$default');
  const stage = record && compileStage(config, api, record);
  if (!stage) return undefined;
  const path = named ? (slash < 0 ? '/' : rest.slice(slash)) : rest || '/';
  return { stage, path, query };
}

/** `$default` may be written with its dollar encoded. */
function decodeStage(segment: string): string {
  return segment.replace(/^%24/, '$');
}

async function pass(dependencies: HttpGateDependencies, exchange: HttpExchange): Promise<void> {
  const match = findRoute(exchange.stage.routes, exchange.method, exchange.path);
  const { cors, request } = exchange;
  // A route that asks for authorization answers a preflight as any other request; without one the gateway answers itself.
  if (cors && isPreflight(request) && (match?.route.record.AuthorizationType ?? 'NONE') === 'NONE') {
    answerPreflight(exchange);
    return;
  }
  if (!match) throw notFound();
  exchange.route = match.route;
  exchange.pathParameters = match.parameters;
  await admit(dependencies, exchange, match.route);
  const { integration } = match.route;
  if (!integration) throw internalError('The route has no integration');
  if (integration.record.IntegrationType === 'AWS_PROXY')
    await callFunction(dependencies, exchange, integration);
  else await callEndpoint(dependencies, exchange, integration);
}

/** Returns where the caller may go on, and throws HttpFailure where not: no other way leads on to the integration. */
async function admit(
  dependencies: HttpGateDependencies,
  exchange: HttpExchange,
  { record, authorizer }: CompiledRoute,
): Promise<void> {
  switch (record.AuthorizationType) {
    case 'NONE':
      return;
    case 'AWS_IAM':
      return authorizeHttpBySignature(dependencies.authority, exchange);
    case 'CUSTOM':
      if (!authorizer || authorizer === 'missing') throw internalError('The authorizer is not deployed');
      return authorizeByRequest(dependencies, exchange, authorizer);
    case 'JWT':
      if (!authorizer || authorizer === 'missing') throw internalError('The authorizer is not deployed');
      return authorizeByJwt(dependencies.keySets, exchange, authorizer);
    default:
      throw internalError(`Authorization type ${record.AuthorizationType}`);
  }
}

function beginExchange(
  ids: RequestIds,
  startedAt: number,
  { api }: HttpApi,
  request: IncomingMessage,
  response: ServerResponse,
  { stage, path, query }: Place,
): HttpExchange {
  const requestId = ids.extendedRequestId();
  const cors = api.CorsConfiguration;
  return {
    request,
    response,
    stage,
    path,
    query,
    requestId,
    traceId: ids.traceId(request.headers['x-amzn-trace-id']),
    startedAt,
    started: performance.now(),
    method: request.method ?? 'GET',
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
    cors,
    ownHeaders: () => [
      ...(cors ? Object.entries(answerHeaders(cors, request.headers.origin)).flat() : []),
      'apigw-requestid',
      requestId,
    ],
  };
}

function answerPreflight({ request, response, requestId, cors }: HttpExchange): void {
  request.resume();
  response.writeHead(204, {
    ...preflightHeaders(cors ?? {}, request.headers.origin),
    'apigw-requestid': requestId,
  });
  response.end();
}

function fail(exchange: HttpExchange, error: unknown): void {
  const { response, method } = exchange;
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  // The body's limit is found out by what both kinds of API share.
  const failure = error instanceof GatewayFailure && error.status === 413 ? tooLarge() : error;
  if (!(failure instanceof HttpFailure)) throw error;
  exchange.failure = failure;
  exchange.status = failure.status;
  exchange.responseLength = answerFailure(response, exchange.ownHeaders(), method, failure);
}

/** Sends a failure and returns the length of its body. */
function answerFailure(
  response: ServerResponse,
  ownHeaders: readonly string[],
  method: string | undefined,
  { status, message, headers }: HttpFailure,
): number {
  const body = JSON.stringify({ message });
  response.writeHead(status, [
    'Content-Type',
    'application/json',
    'Content-Length',
    String(Buffer.byteLength(body)),
    ...Object.entries(headers).flat(),
    ...ownHeaders,
  ]);
  response.end(method === 'HEAD' ? undefined : body);
  return Buffer.byteLength(body);
}
