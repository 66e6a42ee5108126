import type { GateEvent } from '../../../edge/events.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { Exchange } from './exchange.ts';

/** Publishes the gate's decision about a request, if anybody listens. */
export function publishDecision({ events }: Pick<EngineContext, 'events'>, exchange: Exchange): void {
  if (!events.wanted('gate')) return;
  const { authorizer } = exchange;
  events.publish({
    type: 'gate',
    at: exchange.startedAt,
    requestId: exchange.requestId,
    traceId: exchange.traceId,
    apiId: exchange.stage.apiId,
    stage: exchange.stage.stageName,
    method: exchange.method,
    path: exchange.path,
    decision: decisionOf(exchange),
    cached: authorizer?.cached ?? false,
    ...(authorizer && { principalId: authorizer.principalId }),
    status: exchange.status,
    durationMs: performance.now() - exchange.started,
  });
}

/** A request's result in one word. */
export function decisionOf({ failure, route }: Exchange): GateEvent['decision'] {
  switch (failure?.responseType) {
    case 'MISSING_AUTHENTICATION_TOKEN':
      return 'no-route';
    case 'UNAUTHORIZED':
      return 'unauthorized';
    case 'ACCESS_DENIED':
      return 'denied';
    case 'AUTHORIZER_CONFIGURATION_ERROR':
    case 'AUTHORIZER_FAILURE':
      return 'error';
    default:
      return route?.record.authorizationType === 'NONE' ? 'open' : 'allowed';
  }
}
