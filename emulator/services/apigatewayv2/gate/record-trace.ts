import type { AuthorizerRun, GateRecorder, IntegrationRun } from '../../../edge/interfaces/gate-recorder.ts';
import { conditionKeys } from '../../execute-api/authorize/check-policy.ts';
import { methodArn } from '../../execute-api/authorize/method-arns.ts';
import { sourceIpOf } from '../../execute-api/request/request-values.ts';
import type { HttpExchange } from './http-exchange.ts';
import { decisionOf } from './tell.ts';

/** Passes a finished request to the keeper of traces, if it is wanted. */
export function recordTrace(traces: GateRecorder, exchange: HttpExchange): void {
  if (!traces.wants(exchange.traceId, exchange.status)) return;
  const { request, stage, failure, sent, body } = exchange;
  const durationMs = performance.now() - exchange.started;
  const held = body ?? sent?.body;
  traces.record({
    type: 'request',
    at: exchange.startedAt,
    durationMs,
    traceId: exchange.traceId,
    requestIds: [exchange.requestId],
    api: { type: 'HTTP', id: stage.apiId, stage: stage.stageName },
    method: exchange.method,
    path: exchange.path,
    url: request.url ?? '/',
    host: request.headers.host ?? '',
    sourceIp: sourceIpOf(request),
    route: exchange.route?.key,
    decision: decisionOf(exchange),
    status: exchange.status,
    requestHeaders: request.rawHeaders,
    requestBody: Buffer.isBuffer(held) ? { content: held, encoding: 'latin1' } : undefined,
    answered: exchange.answered,
    failure: failure && { type: failure.message, detail: failure.detail },
    authorizer: authorizerRun(exchange, durationMs),
    integration: integrationRun(exchange, durationMs),
  });
}

function authorizerRun(exchange: HttpExchange, durationMs: number): AuthorizerRun | undefined {
  const { route, authorizer, verdict } = exchange;
  const type = route?.record.AuthorizationType ?? 'NONE';
  if (type === 'NONE') return undefined;
  const compiled = route?.authorizer;
  const judgement = verdict?.judgement;
  return {
    type,
    name: typeof compiled === 'object' ? compiled.record.Name : undefined,
    principalId: authorizer?.principalId ?? exchange.caller?.arn,
    cached: authorizer?.cached ?? false,
    durationMs: exchange.admittedMs ?? durationMs,
    functionRequestId: exchange.authorizerRunId,
    policy:
      verdict && typeof judgement === 'object'
        ? { statements: judgement, document: verdict.document }
        : undefined,
    asked: { resource: methodArn(exchange), keys: verdict ? conditionKeys(exchange) : {} },
  };
}

function integrationRun(exchange: HttpExchange, durationMs: number): IntegrationRun | undefined {
  const { route, sent, admittedMs } = exchange;
  if (!route?.integration || admittedMs === undefined) return undefined;
  const { record, functionArn } = route.integration;
  return {
    type: record.IntegrationType ?? '',
    target: sent ? `${sent.origin}${sent.path}` : (functionArn ?? record.IntegrationUri ?? ''),
    method: sent?.method,
    startedMs: admittedMs,
    durationMs: durationMs - admittedMs,
    status: exchange.integrationStatus,
    requestId: exchange.endpointRequestId,
    headers: sent?.headers,
  };
}
