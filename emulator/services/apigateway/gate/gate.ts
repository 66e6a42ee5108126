import type { Endpoint } from '../../../edge/endpoint.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { GateRecorder } from '../../../edge/interfaces/gate-recorder.ts';
import type { LogWriter } from '../../../edge/interfaces/log-writer.ts';
import { type Address, addressOf, mayBeAddress } from '../../execute-api/address.ts';
import { answerForbidden } from '../../execute-api/answer-forbidden.ts';
import { GatewayFailure, misconfigured, noRoute } from '../../execute-api/gateway-failure.ts';
import { LARGEST_HEADERS, sizeOfValues } from '../../execute-api/request/header-size.ts';
import { isUnsendable } from '../../execute-api/request/header-text.ts';
import { createRequestIds } from '../../execute-api/request/request-ids.ts';
import { headersTooLarge } from '../../execute-api/request/unfit-request.ts';
import { findRoute } from '../../execute-api/route-tree.ts';
import type { ApiStore } from '../state/api-store.ts';
import { type AdmitDependencies, admit } from './admit.ts';
import { answerFailure } from './answer-failure.ts';
import { beginExchange, type Found } from './begin-exchange.ts';
import { type CompiledResource, compileStage } from './compile-stage.ts';
import type { Exchange } from './exchange.ts';
import { type IntegrateDependencies, integrate } from './integrate/integrate.ts';
import { checkThrottle } from './limit/check-throttle.ts';
import { checkUsage, type UsageDependencies } from './limit/check-usage.ts';
import { writeAccessLog } from './logs/access-log.ts';
import { writeExecutionLog } from './logs/execution-log.ts';
import { publishDecision } from './publish-decision.ts';
import { recordTrace } from './record-trace.ts';
import { validateRequest } from './validate/validate-request.ts';

export type GateDependencies = Pick<EngineContext, 'clock' | 'random' | 'config' | 'events'> &
  AdmitDependencies &
  UsageDependencies &
  IntegrateDependencies & {
    readonly store: ApiStore;
    readonly logs: LogWriter;
    readonly traces: GateRecorder;
  };

/** What `ANY` stands for: there are no other methods (API Gateway guide, "Set up an HTTP method"). */
const ANY = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/**
 * The data plane of REST APIs: finds the stage, then route → throttle → authorize → usage plan → validate → integrate, and answers failures
 * in one place. Nothing else leads to an endpoint.
 */
export function createGate(dependencies: GateDependencies): Endpoint {
  const { store, config, clock, logs, traces } = dependencies;
  const ids = createRequestIds(dependencies);
  return {
    name: 'execute-api',
    forEveryOrigin: true,
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
        else if (isUnsendable(error))
          answerFailure(exchange, misconfigured('Invalid header in the answer', 500, error));
        else throw error;
      }
      publishDecision(dependencies, exchange);
      writeAccessLog(logs, exchange);
      writeExecutionLog(logs, exchange);
      recordTrace(traces, exchange);
    },
  };

  function findStage({ apiId, rest: sent, query }: Address): Found | undefined {
    // Slashes doubled before the stage are one, as AWS was recorded to take them.
    const rest = sent.startsWith('//') ? sent.replace(/^\/+/, '/') : sent;
    const slash = rest.indexOf('/', 1);
    const stageName = rest.slice(1, slash < 0 ? undefined : slash);
    const record = store.state.apis.get(apiId);
    const stage = record?.stages.get(stageName);
    // A private API answers only inside a VPC; the engine has none.
    if (record?.api.endpointType === 'PRIVATE') return undefined;
    const compiled = record && stage && compileStage(config, record, stage);
    if (!compiled || compiled.snapshot.api.disableExecuteApiEndpoint) return undefined;
    return { stage: compiled, path: slash < 0 ? '/' : rest.slice(slash), query };
  }
}

async function pass(dependencies: GateDependencies, exchange: Exchange): Promise<void> {
  if (sizeOfValues(exchange.request.rawHeaders) > LARGEST_HEADERS) throw headersTooLarge();
  const { method, stage, path } = exchange;
  const routeOf = ({ methods }: CompiledResource) =>
    methods[method] ?? (ANY.has(method) ? methods['ANY'] : undefined);
  // A resource without the method falls back to a less specific one that has it (measured on accounts).
  const match =
    findRoute(stage.routes, path, (resource) => routeOf(resource) !== undefined) ??
    findRoute(stage.routes, path);
  if (!match) throw noRoute();
  const route = routeOf(match.resource);
  exchange.resource = match.resource;
  exchange.pathParameters = match.parameters;
  if (!route) throw noRoute();
  exchange.route = route;
  checkThrottle(dependencies.throttle, exchange, route);
  await admit(dependencies, exchange, route);
  checkUsage(dependencies, exchange, route);
  if (route.validation) await validateRequest(exchange, route.validation);
  exchange.admittedMs = performance.now() - exchange.started;
  await integrate(dependencies, exchange, route);
}
