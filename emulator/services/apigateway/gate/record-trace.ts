import type { AuthorizerRun, GateRecorder, IntegrationRun } from '../../../edge/interfaces/gate-recorder.ts';
import { conditionKeys } from '../../execute-api/authorize/check-policy.ts';
import { methodArn } from '../../execute-api/authorize/method-arns.ts';
import { functionArnOf, withStageVariables } from '../../execute-api/lambda-uri.ts';
import { sourceIpOf } from '../../execute-api/request/request-values.ts';
import type { Exchange } from './exchange.ts';
import { decisionOf } from './publish-decision.ts';

/** Passes a finished request to the keeper of traces, if it is wanted. */
export function recordTrace(traces: GateRecorder, exchange: Exchange): void {
  if (!traces.wants(exchange.traceId, exchange.status)) return;
  const { request, stage, failure, sent, body } = exchange;
  const durationMs = performance.now() - exchange.started;
  traces.record({
    type: 'request',
    at: exchange.startedAt,
    durationMs,
    traceId: exchange.traceId,
    requestIds: [exchange.requestId, exchange.extendedRequestId],
    api: { type: 'REST', id: stage.apiId, stage: stage.stageName, deploymentId: stage.deploymentId },
    method: exchange.method,
    path: exchange.path,
    url: request.url ?? '/',
    host: request.headers.host ?? '',
    sourceIp: sourceIpOf(request),
    route: exchange.resource?.path,
    decision: decisionOf(exchange),
    status: exchange.status,
    requestHeaders: request.rawHeaders,
    requestBody: bodyOf(body ?? sent?.body),
    answered: exchange.answered,
    failure: failure && { type: failure.responseType, detail: failure.detail ?? failure.text ?? undefined },
    authorizer: authorizerRun(exchange, durationMs),
    integration: integrationRun(exchange, durationMs),
  });
}

function bodyOf(body: unknown) {
  return Buffer.isBuffer(body) ? { content: body, encoding: 'latin1' as const } : undefined;
}

function authorizerRun(exchange: Exchange, durationMs: number): AuthorizerRun | undefined {
  const { route, authorizer, verdict } = exchange;
  const type = route?.record.authorizationType ?? 'NONE';
  if (type === 'NONE') return undefined;
  const compiled = route?.authorizer;
  return {
    type,
    name: typeof compiled === 'object' ? compiled.record.name : undefined,
    principalId: authorizer?.principalId ?? exchange.caller?.arn,
    cached: authorizer?.cached ?? false,
    durationMs: exchange.admittedMs ?? durationMs,
    functionRequestId: exchange.authorizerRun?.requestId,
    policy: verdict && { statements: verdict.policy, document: verdict.document },
    asked: { resource: methodArn(exchange), keys: verdict?.isConditional ? conditionKeys(exchange) : {} },
  };
}

function integrationRun(exchange: Exchange, durationMs: number): IntegrationRun | undefined {
  const { route, sent, admittedMs, stage } = exchange;
  if (!route || admittedMs === undefined) return undefined;
  const { type, uri = '' } = route.integration;
  return {
    type,
    target: sent ? `${sent.origin}${sent.path}` : functionOf(uri, stage.variables),
    method: sent?.method,
    startedMs: admittedMs,
    durationMs: durationMs - admittedMs,
    status: exchange.integrationStatus,
    requestId: exchange.endpointRequestId,
    headers: sent?.headers,
  };
}

function functionOf(uri: string, variables: Readonly<Record<string, string>>): string {
  const filled = withStageVariables(uri, variables) ?? uri;
  return functionArnOf(filled) ?? filled;
}
