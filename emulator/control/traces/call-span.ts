import type { CallEvent, InvocationEvent, MailEvent } from '../../edge/events.ts';
import type { AttributeValue, SpanPart } from '../../edge/interfaces/trace.ts';
import { type Draft, spanId } from './draft.ts';
import { rootOf } from './kept-traces.ts';
import { functionName, statusOf } from './summary.ts';

const PARTS: Readonly<Record<string, SpanPart>> = {
  'cognito-idp': 'cognito',
  dynamodb: 'dynamodb',
  dynamodbstreams: 'dynamodb',
  iam: 'iam',
  sts: 'sts',
  logs: 'logs',
  lambda: 'lambda',
  apigateway: 'apigateway',
  apigatewayv2: 'apigateway',
};

/** A call of an AWS API. */
export function callSpan(event: CallEvent, endedAt: number): Draft {
  const { service, operation, requestId, traceId, principal, resources = [], error, about } = event;
  const tables = resources.flatMap(
    (arn) => /^arn:[^:]+:dynamodb:[^:]*:\d*:table\/([^/]+)/.exec(arn)?.[1] ?? [],
  );
  return {
    id: spanId(requestId),
    parentId: null,
    root: rootOf(traceId),
    name: `${service} ${operation}`,
    part: PARTS[service] ?? 'aws',
    start: endedAt - event.durationMs,
    end: endedAt,
    status: statusOf(event.status),
    statusCode: event.status,
    ...(error && { error: `${error}: ${event.message ?? ''}` }),
    ...(event.fault !== undefined && { fault: event.fault }),
    functionArn: principal?.session?.sourceFunctionArn,
    segment: segmentOf(traceId),
    attributes: withoutEmpty({
      'rpc.system': 'aws-api',
      'rpc.service': service,
      'rpc.method': operation,
      'aws.request_id': requestId,
      'http.response.status_code': event.status,
      'error.type': error,
      'aws.dynamodb.table_names': tables.length > 0 ? tables : undefined,
      'gatehouse.resources': resources.length > 0 ? resources : undefined,
      'gatehouse.principal': principal?.arn,
      'gatehouse.user_pool': about?.userPoolId,
      'gatehouse.user_name': about?.userName,
      'gatehouse.client_span': principal?.session?.sourceFunctionArn ? undefined : segmentOf(traceId),
    }),
    logs: [],
  };
}

/** An invocation, including the wait for an environment. */
export function runSpan(event: InvocationEvent, endedAt: number): Draft {
  const { requestId, traceId, functionArn, segment, outcome, errorType, purpose } = event;
  const [, , , region = '', account = ''] = functionArn.split(':');
  const isOwn = segment !== '' && !traceId.includes(`;Parent=${segment}`);
  const name = functionName(functionArn);
  return {
    // The parent of the function's own spans.
    id: isOwn ? segment : spanId(requestId),
    parentId: null,
    root: rootOf(traceId),
    name: purpose === undefined ? name : `${purpose} ${name}`,
    part: purpose === undefined ? 'function' : 'trigger',
    start: endedAt - event.durationMs - event.waitedMs,
    end: endedAt,
    status: outcome === 'ok' ? 'ok' : 'error',
    ...(errorType && { error: errorType }),
    coldStart: event.coldStart,
    runId: requestId,
    functionArn,
    segment,
    attributes: withoutEmpty({
      'faas.name': name,
      'faas.trigger': event.invokedBy === 'apigateway.amazonaws.com' ? 'http' : 'other',
      'faas.invocation_id': requestId,
      'faas.coldstart': event.coldStart,
      'aws.lambda.invoked_arn': functionArn,
      'cloud.provider': 'aws',
      'cloud.platform': 'aws_lambda',
      'cloud.region': region,
      'cloud.account.id': account,
      'cloud.resource_id': functionArn,
      'error.type': errorType,
      'gatehouse.invoked_by': event.invokedBy,
      'gatehouse.trigger_source': purpose,
      'gatehouse.waited_ms': event.waitedMs,
      'gatehouse.outcome': outcome,
    }),
    logs: [],
  };
}

/** A message that was put into the inbox. */
export function mailSpan(event: MailEvent, endedAt: number): Draft {
  return {
    id: spanId(event.messageId),
    parentId: null,
    root: rootOf(event.traceId),
    name: `mail ${event.purpose}`,
    part: 'mail',
    start: endedAt,
    end: endedAt,
    status: 'ok',
    attributes: {
      'gatehouse.message_id': event.messageId,
      'gatehouse.mail_to': event.to,
      'gatehouse.mail_purpose': event.purpose,
      'gatehouse.user_pool': event.userPoolId,
    },
    logs: [],
  };
}

/** `Parent` of a tracing header. */
export function segmentOf(header: string): string | undefined {
  return /;Parent=([0-9a-f]{16})(?:;|$)/.exec(header)?.[1];
}

/** Attributes without unknown ones. */
export function withoutEmpty(
  attributes: Readonly<Record<string, AttributeValue | undefined>>,
): Record<string, AttributeValue> {
  const known: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) known[name] = value;
  return known;
}
