import { type HrTime, type SpanContext, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Span, SpanPart, Trace } from '../../../edge/interfaces/trace.ts';

/** The services' names in the conventions for the AWS SDK, where they are not the endpoint's. */
const SERVICES: Readonly<Record<string, string>> = {
  'cognito-idp': 'CognitoIdentityProvider',
  dynamodb: 'DynamoDB',
  iam: 'IAM',
  sts: 'STS',
  logs: 'CloudWatchLogs',
  lambda: 'Lambda',
  apigateway: 'APIGateway',
  apigatewayv2: 'ApiGatewayV2',
};

/** The role of a span: client, server, or neither. Each is measured where the request came in. */
const KINDS: Partial<Record<SpanPart, SpanKind>> = {
  authorizer: SpanKind.INTERNAL,
  integration: SpanKind.CLIENT,
  mail: SpanKind.INTERNAL,
};

const SCOPE = { name: 'gatehouse' };

/** A span in the form of OpenTelemetry's SDK, under its conventions for HTTP, FaaS and AWS. */
export function readableSpan(
  { spans, startedAt }: Pick<Trace, 'spans' | 'startedAt'>,
  span: Span,
  serviceName: string,
): ReadableSpan {
  const start = startedAt + span.startedAt;
  const startTime = hrTime(start);
  const endTime = hrTime(start + span.durationMs);
  const parent = parentOf(spans, span);
  const first = spans[0];
  return {
    name: nameOf(span),
    kind: KINDS[span.part] ?? SpanKind.SERVER,
    spanContext: () => contextOf(span.traceId, span.id),
    ...(parent && { parentSpanContext: parent }),
    startTime,
    endTime,
    duration: hrTime(span.durationMs),
    // A rejection is no error of the server (conventions for HTTP, "Status").
    status:
      span.status === 'error'
        ? { code: SpanStatusCode.ERROR, ...(span.error && { message: span.error }) }
        : { code: SpanStatusCode.UNSET },
    attributes: attributesOf(span),
    // A later step of a sign-up has its own trace, linked to the first one.
    links:
      span.parentId === null && first && first.traceId !== span.traceId
        ? [{ context: contextOf(first.traceId, first.id) }]
        : [],
    events: span.logs.map(({ at, group, message }) => ({
      name: 'log',
      time: hrTime(startedAt + at),
      attributes: { 'log.record': message, 'aws.log.group.names': [group] },
    })),
    ended: true,
    resource: resourceOf(span, serviceName),
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** `1-5759e988-bd862e3fe1be46a994272793` → `5759e988bd862e3fe1be46a994272793`: X-Ray's ids in OpenTelemetry's form. */
function contextOf(root: string, spanId: string): SpanContext {
  return { traceId: root.slice(2).replace('-', ''), spanId, traceFlags: TraceFlags.SAMPLED };
}

/** The client's own span, from its tracing header. */
function parentOf(spans: readonly Span[], { parentId, traceId, attributes }: Span): SpanContext | undefined {
  if (parentId !== null)
    return contextOf(spans.find(({ id }) => id === parentId)?.traceId ?? traceId, parentId);
  const remote = attributes['gatehouse.client_span'];
  return typeof remote === 'string' ? { ...contextOf(traceId, remote), isRemote: true } : undefined;
}

function nameOf({ name, attributes }: Span): string {
  const { 'rpc.service': service, 'rpc.method': method } = attributes;
  return typeof service === 'string' ? `${SERVICES[service] ?? service}.${method}` : name;
}

function attributesOf({
  attributes,
  cached,
  fault,
}: Span): Record<string, string | number | boolean | string[]> {
  const told: Record<string, string | number | boolean | string[]> = {};
  for (const [name, value] of Object.entries(attributes))
    told[name] = typeof value === 'object' ? [...value] : value;
  const service = told['rpc.service'];
  if (typeof service === 'string') told['rpc.service'] = SERVICES[service] ?? service;
  if (service === 'dynamodb') told['db.system.name'] = 'aws.dynamodb';
  if (cached !== undefined) told['gatehouse.authorizer_cached'] = cached;
  if (fault !== undefined) told['gatehouse.fault'] = fault;
  return told;
}

const resources = new Map<string, Resource>();

/** A function is a service of its own, by its name, as its own SDK would have it. */
function resourceOf({ attributes }: Span, serviceName: string): Resource {
  const faas = attributes['faas.name'];
  const name = typeof faas === 'string' ? faas : serviceName;
  let resource = resources.get(name);
  if (!resource) {
    resource = resourceFromAttributes({
      'service.name': name,
      ...(typeof faas === 'string' && {
        'faas.name': faas,
        'cloud.provider': 'aws',
        'cloud.platform': 'aws_lambda',
        'cloud.region': String(attributes['cloud.region']),
        'cloud.account.id': String(attributes['cloud.account.id']),
        'cloud.resource_id': String(attributes['cloud.resource_id']),
      }),
    });
    if (resources.size < 1000) resources.set(name, resource);
  }
  return resource;
}

/** Milliseconds → whole seconds and nanoseconds. */
function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}
