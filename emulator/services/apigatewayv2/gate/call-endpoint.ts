import type { Dispatcher } from 'undici';
import type { Clock } from '../../../store/clock.ts';
import { LARGEST_ANSWER, type RelayRules } from '../../execute-api/integrate/answer-relay.ts';
import { encodePath } from '../../execute-api/integrate/encode-path.ts';
import { passOn } from '../../execute-api/integrate/pass-on.ts';
import { requestBody, wholeBody } from '../../execute-api/integrate/request-body.ts';
import { domainName } from '../../execute-api/request/context-variables.ts';
import { headerText } from '../../execute-api/request/header-text.ts';
import { sourceIpOf } from '../../execute-api/request/request-values.ts';
import { decodePath } from '../../execute-api/route-tree.ts';
import type { CompiledIntegration, Mapping } from './compile-stage.ts';
import type { HttpExchange } from './http-exchange.ts';
import { HttpFailure, internalError, unavailable } from './http-failure.ts';
import { evaluateMapping } from './parameter-mapping.ts';

/** Headers that do not reach an endpoint: hop-by-hop headers, and those that HTTP APIs turn into `Forwarded`. */
const DROPPED = new Set([
  'connection',
  'content-length',
  'expect',
  'forwarded',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
]);
const DROPPED_BACK = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'date',
  'trailer',
  'upgrade',
]);

export interface EndpointDependencies {
  readonly dispatcher: Dispatcher;
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Sends a request to an HTTP endpoint and its answer back, through the integration's parameter mappings. Throws HttpFailure 503 if the
 * endpoint is unreachable, breaks off or is late. The client's `Authorization` always passes: no mapping may touch it.
 */
export async function callEndpoint(
  { dispatcher, clock }: EndpointDependencies,
  exchange: HttpExchange,
  integration: CompiledIntegration,
): Promise<void> {
  const { record, origin } = integration;
  if (origin === '') throw internalError('Invalid endpoint address');
  if (integration.readsBody) await wholeBody(exchange);
  const headers = clientHeaders(exchange);
  let query = exchange.query ?? '';
  let path = pathOf(exchange, integration);
  for (const mapping of integration.requestMappings) {
    const value = mapping.how === 'remove' ? '' : evaluateMapping(exchange, mapping.expression);
    if (mapping.to === 'header') mapHeader(headers, mapping, value);
    else if (mapping.to === 'querystring') query = mapQuery(query, mapping, value);
    else path = encodePath(value.startsWith('/') ? value : `/${value}`);
  }
  const body = await requestBody(exchange);
  if (body) headers.push('Content-Length', String(body.length));
  const { IntegrationMethod, TimeoutInMillis = 30_000 } = record;
  const request = {
    origin,
    path: query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`,
    method: IntegrationMethod === 'ANY' || !IntegrationMethod ? exchange.method : IntegrationMethod,
    headers,
    body: body?.content ?? null,
  };
  const late = () => unavailable('Integration timed out');
  try {
    await passOn(
      { dispatcher, clock, rules: relayRules(integration), timeoutMs: TimeoutInMillis, late },
      exchange,
      request,
    );
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    throw unavailable('The endpoint cannot be reached', error);
  }
}

function clientHeaders(exchange: HttpExchange): string[] {
  const { rawHeaders } = exchange.request;
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!DROPPED.has(name.toLowerCase())) headers.push(name, rawHeaders[index + 1] ?? '');
  }
  const host = exchange.request.headers.host ?? domainName(exchange);
  const forwarded = `for=${sourceIpOf(exchange.request)};host=${host};proto=https`;
  const before = exchange.request.headers.forwarded;
  headers.push('Forwarded', before ? `${before},${forwarded}` : forwarded);
  headers.push('Via', 'HTTP/1.1 AmazonAPIGateway', 'X-Amzn-Trace-Id', exchange.traceId);
  return headers;
}

function pathOf(exchange: HttpExchange, { path }: CompiledIntegration): string {
  const written = path
    .map((part) => {
      if (typeof part === 'string') return part;
      const value = exchange.pathParameters[part.parameter];
      // A parameter that the route does not have stays literal.
      return value === undefined ? encodePath(`{${part.parameter}}`) : encodePath(decodePath(value));
    })
    .join('');
  // `$default` has no path to put into the URI: the request's own follows it.
  if (exchange.route?.key !== '$default' || written.includes('?')) return written;
  return written.replace(/\/$/, '') + encodePath(decodePath(exchange.path));
}

function mapHeader(headers: string[], { how, name, expression }: Mapping, value: string): void {
  const key = name.toLowerCase();
  if (how !== 'append') {
    for (let index = headers.length - 2; index >= 0; index -= 2) {
      if (headers[index]?.toLowerCase() === key) headers.splice(index, 2);
    }
  }
  if (how === 'remove' || value === '') return;
  // A header's value is already in Node.js's header form.
  headers.push(name, expression.includes('.header.') ? value : headerText(value));
}

function mapQuery(query: string, { how, name }: Mapping, value: string): string {
  const parameters = new URLSearchParams(query);
  if (how !== 'append') parameters.delete(name);
  if (how !== 'remove' && value !== '') parameters.append(name, value);
  return parameters.toString();
}

function relayRules({ responseMappings }: CompiledIntegration): RelayRules<HttpExchange> {
  return {
    headerName(name, { cors }) {
      const key = name.toLowerCase();
      // With CORS configured, the endpoint's own CORS headers are ignored.
      return DROPPED_BACK.has(key) || (cors && key.startsWith('access-control-')) ? undefined : name;
    },
    finish(exchange, head) {
      const received = { rawHeaders: [...head.headers] };
      for (const mapping of responseMappings.get(String(head.status)) ?? []) {
        const value = mapping.how === 'remove' ? '' : evaluateMapping(exchange, mapping.expression, received);
        if (mapping.to === 'statuscode') {
          const status = Number(value);
          if (status >= 200 && status <= 599) head.status = status;
        } else mapHeader(head.headers, mapping, value);
      }
      head.headers.push(...exchange.ownHeaders());
    },
    tooLarge: () => internalError(`The endpoint answered more than ${LARGEST_ANSWER} bytes`),
  };
}
