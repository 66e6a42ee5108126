import type { Endpoint } from '../../../edge/endpoint.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { GateRecorder } from '../../../edge/interfaces/gate-recorder.ts';
import type { LogWriter } from '../../../edge/interfaces/log-writer.ts';
import { addressOf, mayBeAddress } from '../../execute-api/address.ts';
import { LARGEST_HEADERS, sizeOfValues } from '../../execute-api/request/header-size.ts';
import { createRequestIds } from '../../execute-api/request/request-ids.ts';
import type { Throttle } from '../../execute-api/throttle.ts';
import type { HttpApiStore } from '../state/http-api-store.ts';
import { type AdmitDependencies, admit } from './admit.ts';
import { answerFailure, fail } from './answer-failure.ts';
import { beginExchange } from './begin-exchange.ts';
import { callEndpoint, type EndpointDependencies } from './call-endpoint.ts';
import { callFunction, type FunctionDependencies } from './call-function.ts';
import type { CompiledRoute } from './compile-stage.ts';
import { isPreflight, preflightHeaders } from './cors.ts';
import type { HttpExchange } from './http-exchange.ts';
import { headersTooLarge, internalError, notFound, tooManyRequests } from './http-failure.ts';
import { placeOf } from './place.ts';
import { recordTrace } from './record-trace.ts';
import { findRoute } from './route-table.ts';
import { publishHttpDecision, writeHttpAccessLog } from './tell.ts';

export type HttpGateDependencies = Pick<EngineContext, 'clock' | 'random' | 'config' | 'events'> &
  AdmitDependencies &
  EndpointDependencies &
  FunctionDependencies & {
    readonly store: HttpApiStore;
    readonly logs: LogWriter;
    readonly traces: GateRecorder;
    readonly throttle: Throttle;
  };

/** The data plane of HTTP APIs: finds stage and route, then throttle → authorize → integrate, and answers failures in one place. */
export function createHttpGate(dependencies: HttpGateDependencies): Endpoint {
  const { store, config, clock } = dependencies;
  const ids = createRequestIds(dependencies);
  return {
    name: 'execute-api-http',
    forEveryOrigin: true,
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
      recordTrace(dependencies.traces, exchange);
    },
  };
}

async function pass(dependencies: HttpGateDependencies, exchange: HttpExchange): Promise<void> {
  const { rawHeaders, method = '', url = '' } = exchange.request;
  const requestLine = method.length + url.length + ' HTTP/1.1'.length + 1;
  if (requestLine + sizeOfValues(rawHeaders) > LARGEST_HEADERS) throw headersTooLarge();
  const match = findRoute(exchange.stage.routes, exchange.method, exchange.path);
  const { cors, request } = exchange;
  // A route with authorization treats a preflight as any other request; without, the gateway answers it.
  if (cors && isPreflight(request) && (match?.route.record.AuthorizationType ?? 'NONE') === 'NONE') {
    answerPreflight(exchange);
    return;
  }
  if (!match) throw notFound();
  exchange.route = match.route;
  exchange.pathParameters = match.parameters;
  checkThrottle(dependencies.throttle, exchange, match.route);
  await admit(dependencies, exchange, match.route);
  exchange.admittedMs = performance.now() - exchange.started;
  const { integration } = match.route;
  if (!integration) throw internalError('The route has no integration');
  if (integration.record.IntegrationType === 'AWS_PROXY')
    await callFunction(dependencies, exchange, integration);
  else await callEndpoint(dependencies, exchange, integration);
}

/** Takes a token from the account's bucket and from the route's own. Throws HttpFailure 429 if one of them is empty. */
function checkThrottle(throttle: Throttle, { stage }: HttpExchange, route: CompiledRoute): void {
  const own = route.throttle && ([`${stage.arn}/${route.key}`, route.throttle] as const);
  if (!throttle.admit(own)) throw tooManyRequests();
}

function answerPreflight({ request, response, requestId, cors }: HttpExchange): void {
  request.resume();
  response.writeHead(204, {
    ...preflightHeaders(cors ?? {}, request.headers.origin),
    'apigw-requestid': requestId,
  });
  response.end();
}
