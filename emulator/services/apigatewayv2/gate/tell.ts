import type { GateEvent } from '../../../edge/events.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { LogWriter } from '../../../edge/interfaces/log-writer.ts';
import { httpContextVariable } from './context-variables.ts';
import type { HttpExchange } from './http-exchange.ts';

/** Publishes the gate's decision about a request, if anybody listens. */
export function publishHttpDecision({ events }: Pick<EngineContext, 'events'>, exchange: HttpExchange): void {
  if (!events.wanted('gate')) return;
  const { authorizer, stage } = exchange;
  events.publish({
    type: 'gate',
    at: exchange.startedAt,
    requestId: exchange.requestId,
    traceId: exchange.traceId,
    apiId: stage.apiId,
    stage: stage.stageName,
    method: exchange.method,
    path: exchange.path,
    decision: decisionOf(exchange),
    cached: authorizer?.cached ?? false,
    ...(authorizer?.principalId !== undefined && { principalId: authorizer.principalId }),
    status: exchange.status,
    durationMs: performance.now() - exchange.started,
  });
}

/** A request's result in one word. */
export function decisionOf({ failure, route, integrationStatus }: HttpExchange): GateEvent['decision'] {
  if (!route) return failure ? 'no-route' : 'open';
  if (integrationStatus === undefined && failure) {
    if (failure.status === 401) return 'unauthorized';
    if (failure.status === 403) return 'denied';
    if (failure.status === 500) return 'error';
  }
  return route.record.AuthorizationType === 'NONE' ? 'open' : 'allowed';
}

/** Writes one line about a request in the stage's format; `-` for unknown values. */
export function writeHttpAccessLog(logs: LogWriter, exchange: HttpExchange): void {
  const { accessLog, logStream } = exchange.stage;
  if (!accessLog) return;
  const message = accessLog.format.replaceAll(
    /\$\{?context\.([A-Za-z][\w-]*(?:\.[\w:-]+)*)\}?/g,
    (_whole, path: string) => httpContextVariable(exchange, path.split('.')) ?? '-',
  );
  logs.write({ group: accessLog.group, stream: logStream, createGroup: false }, [
    { timestamp: exchange.startedAt, message: message.replace(/\n$/, '') },
  ]);
}
