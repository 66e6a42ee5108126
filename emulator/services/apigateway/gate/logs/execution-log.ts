import type { LogWriter } from '../../../../edge/interfaces/log-writer.ts';
import type { Exchange } from '../exchange.ts';

/** API Gateway cuts its log events after this many bytes (API Gateway guide, "Important notes"). */
const LONGEST = 1024;

/**
 * Writes what happened to a request into the stage's execution log, `API-Gateway-Execution-Logs_<api>/<stage>`: everything at INFO,
 * failures only at ERROR. Without headers and bodies.
 */
export function writeExecutionLog(logs: LogWriter, exchange: Exchange): void {
  const level = levelOf(exchange);
  if (level === 'OFF') return;
  const lines = level === 'INFO' ? everything(exchange) : failure(exchange);
  if (lines.length === 0) return;
  const { stage, requestId, startedAt } = exchange;
  logs.write(
    {
      group: `API-Gateway-Execution-Logs_${stage.apiId}/${stage.stageName}`,
      stream: stage.logStream,
      createGroup: true,
    },
    lines.map((line) => ({ timestamp: startedAt, message: `(${requestId}) ${line}`.slice(0, LONGEST) })),
  );
}

/** The setting of the method, else that of all methods. */
function levelOf({ stage, resource, route }: Exchange): string {
  const own = resource && route && `${resource.path.replaceAll('/', '~1')}/${route.record.httpMethod}`;
  return (own && stage.logLevels[own]) ?? stage.logLevels['*/*'] ?? 'OFF';
}

function everything(exchange: Exchange): string[] {
  const { authorizer, integrationStatus, integrationLatencyMs, status } = exchange;
  return [
    `Extended Request Id: ${exchange.extendedRequestId}`,
    `Starting execution for request: ${exchange.requestId}`,
    `HTTP Method: ${exchange.method}, Resource Path: ${exchange.path}`,
    ...(authorizer ? [`Authorizer principal: ${authorizer.principalId}, cached: ${authorizer.cached}`] : []),
    ...(integrationStatus === undefined
      ? []
      : [
          `Received response. Status: ${integrationStatus}, Integration latency: ${Math.round(integrationLatencyMs ?? 0)} ms`,
        ]),
    ...failure(exchange),
    ...(exchange.failure ? [] : ['Successfully completed execution']),
    `Method completed with status: ${status}`,
  ];
}

function failure({ failure }: Exchange): string[] {
  const text = failure?.detail ?? failure?.text;
  return text ? [text] : [];
}
