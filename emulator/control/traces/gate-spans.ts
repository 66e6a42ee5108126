import type { AuthorizerRun, GatedRequest, IntegrationRun } from '../../edge/interfaces/gate-recorder.ts';
import { segmentOf, withoutEmpty } from './call-span.ts';
import { decidedPolicy } from './decided-policy.ts';
import { type Draft, spanId } from './draft.ts';
import { rootOf } from './kept-traces.ts';
import type { Mask } from './mask.ts';
import { refusalOf } from './refusal.ts';
import { functionName, statusOf } from './summary.ts';
import { tracedMessage } from './traced-message.ts';

/** A request through the gate: the whole request, its authorizer, its integration. */
export function gateSpans(request: GatedRequest, endedAt: number, mask: Mask): Draft[] {
  const start = endedAt - request.durationMs;
  const [requestId = ''] = request.requestIds;
  const root = rootOf(request.traceId);
  const clientSpan = segmentOf(headerOf(request.requestHeaders, 'x-amzn-trace-id'));
  const own = segmentOf(request.traceId);
  // What was passed on as the parent of everything that the request caused; by default the client's own.
  const id = own === undefined || own === clientSpan ? spanId(requestId) : own;
  const { authorizer, integration } = request;
  const around = { root, parentId: id, start, requestId };
  return [
    gatewaySpan(request, { id, start, end: endedAt, root }, clientSpan, mask),
    ...(authorizer ? [authorizerSpan(authorizer, request, around)] : []),
    ...(integration ? [integrationSpan(integration, request, around, mask)] : []),
  ];
}

function gatewaySpan(
  request: GatedRequest,
  times: Pick<Draft, 'id' | 'start' | 'end' | 'root'>,
  clientSpan: string | undefined,
  mask: Mask,
): Draft {
  const { method, path, url, route, status, api, answered } = request;
  const error = refusalOf(request);
  const template = route?.startsWith(`${method} `) ? route.slice(method.length + 1) : route;
  const mark = url.indexOf('?');
  return {
    ...times,
    parentId: null,
    name: template === undefined ? `${method} ${path}` : `${method} ${template}`,
    part: 'gateway',
    status: statusOf(status),
    statusCode: status,
    ...(error !== undefined && { error }),
    request: tracedMessage(request.requestHeaders, request.requestBody, mask),
    ...(answered && { response: tracedMessage(answered.headers, answered.body, mask) }),
    attributes: withoutEmpty({
      'http.request.method': method,
      'url.path': path,
      'url.query': mark < 0 ? undefined : mask.query(url.slice(mark + 1)),
      'url.scheme': 'http',
      'http.route': template,
      'http.response.status_code': status,
      'server.address': request.host,
      'client.address': request.sourceIp,
      'error.type': status >= 500 || status === 0 ? String(status) : undefined,
      'aws.request_id': request.requestIds[0],
      'aws.extended_request_id': request.requestIds[1],
      'gatehouse.url': mask.url(url),
      'gatehouse.api_type': api.type,
      'gatehouse.api_id': api.id,
      'gatehouse.stage': api.stage,
      'gatehouse.deployment_id': api.deploymentId,
      'gatehouse.decision': request.decision,
      'gatehouse.client_span': clientSpan,
    }),
    logs: [],
  };
}

interface Around {
  readonly root: string;
  readonly parentId: string;
  readonly start: number;
  readonly requestId: string;
}

function authorizerSpan(
  authorizer: AuthorizerRun,
  { decision, failure, integration }: GatedRequest,
  { requestId, ...around }: Around,
): Draft {
  const isAllowed = integration !== undefined || failure === undefined;
  const status = isAllowed ? 'ok' : decision === 'error' ? 'error' : 'refused';
  return {
    ...around,
    id: spanId(requestId, 'authorizer'),
    name: `authorizer ${authorizer.name ?? authorizer.type}`,
    part: 'authorizer',
    end: around.start + authorizer.durationMs,
    status,
    ...(!isAllowed && failure && { error: failure.detail ?? failure.type }),
    cached: authorizer.cached,
    ...(authorizer.policy && { policy: decidedPolicy(authorizer.policy, authorizer.asked, isAllowed) }),
    runId: authorizer.functionRequestId,
    attributes: withoutEmpty({
      'gatehouse.authorizer_type': authorizer.type,
      'gatehouse.principal': authorizer.principalId,
    }),
    logs: [],
  };
}

function integrationSpan(
  { type, target, method, startedMs, durationMs, status, requestId: runId, headers }: IntegrationRun,
  { failure }: GatedRequest,
  { requestId, start, ...around }: Around,
  mask: Mask,
): Draft {
  const isFunction = target.startsWith('arn:');
  const url = isFunction ? undefined : mask.url(target);
  return {
    ...around,
    id: spanId(requestId, 'integration'),
    name: isFunction ? `${type} ${functionName(target)}` : `${type} ${method ?? ''} ${url}`,
    part: 'integration',
    start: start + startedMs,
    end: start + startedMs + durationMs,
    status: failure ? 'error' : statusOf(status ?? 200),
    ...(status !== undefined && { statusCode: status }),
    ...(failure && { error: failure.detail ?? failure.type }),
    ...(headers && { request: tracedMessage(headers, undefined, mask) }),
    ...(isFunction && { runId }),
    attributes: withoutEmpty({
      'http.request.method': isFunction ? undefined : method,
      'url.full': url,
      'server.address': isFunction ? undefined : hostOf(target),
      'http.response.status_code': status,
      'faas.invoked_name': isFunction ? functionName(target) : undefined,
      'faas.invoked_provider': isFunction ? 'aws' : undefined,
      'gatehouse.integration_type': type,
    }),
    logs: [],
  };
}

function hostOf(url: string): string | undefined {
  return /^https?:\/\/([^/:]+)/.exec(url)?.[1];
}

function headerOf(headers: readonly string[], name: string): string {
  const at = headers.findIndex((one, index) => index % 2 === 0 && one.toLowerCase() === name);
  return at < 0 ? '' : (headers[at + 1] ?? '');
}
