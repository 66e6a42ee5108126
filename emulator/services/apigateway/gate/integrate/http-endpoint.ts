import type { Dispatcher } from 'undici';
import type { Clock } from '../../../../store/clock.ts';
import { integrationTimedOut, misconfigured } from '../../../execute-api/gateway-failure.ts';
import { LARGEST_ANSWER } from '../../../execute-api/integrate/answer-relay.ts';
import type { IntegrationRecord } from '../../state/records.ts';
import type { Exchange } from '../exchange.ts';
import { sourceValue } from '../parameter-source.ts';
import { overrideText } from '../template/overrides.ts';
import type { CompiledHttpProxy } from './compile-http-proxy.ts';
import { endpointFailure } from './endpoint-failure.ts';
import { endpointPath } from './endpoint-path.ts';
import { answerThrough, type EndpointAnswer } from './integration-response.ts';
import { integrationBody } from './request-template.ts';

/**
 * Calls an HTTP endpoint through templates and mappings (API Gateway guide, "HTTP integrations"): only mappings and templates take anything
 * from the client's request. Throws GatewayFailure as the proxy integration does.
 */
export async function callHttpEndpoint(
  { dispatcher, clock }: { dispatcher: Dispatcher; clock: Pick<Clock, 'after'> },
  exchange: Exchange,
  integration: IntegrationRecord,
  endpoint: CompiledHttpProxy | undefined,
): Promise<void> {
  if (!endpoint) throw misconfigured('Invalid endpoint address');
  const { text, bytes, overrides } = await integrationBody(exchange, integration);
  const headers = new Map<string, string>([
    ['accept', 'application/json'],
    ['user-agent', `AmazonAPIGateway_${exchange.stage.apiId}`],
    ['content-type', 'application/json'],
    ['x-amzn-apigateway-api-id', exchange.stage.apiId],
    ['x-amzn-trace-id', exchange.traceId],
  ]);
  for (const { name, source } of endpoint.headerMappings) {
    const value = sourceValue(exchange, source, text);
    if (value) headers.set(name.toLowerCase(), value);
  }
  for (const [name, value] of Object.entries(overrides?.header ?? {}))
    headers.set(name.toLowerCase(), overrideText(value));
  const method = endpoint.method ?? exchange.method;
  const hasBody = method !== 'GET' && method !== 'HEAD' && bytes.length > 0;
  const path = endpointPath({ ...exchange, query: undefined }, endpoint, text, overrides);
  const sent = {
    origin: endpoint.origin,
    path,
    method,
    headers: [...headers].flat(),
    body: hasBody ? bytes : null,
  };
  exchange.sent = sent;
  const answer = await request(dispatcher, clock, exchange, endpoint.timeoutMs, sent);
  await answerThrough(exchange, integration, answer);
}

async function request(
  dispatcher: Dispatcher,
  clock: Pick<Clock, 'after'>,
  exchange: Exchange,
  timeoutMs: number,
  options: Omit<Dispatcher.RequestOptions, 'method'> & { method: string },
): Promise<EndpointAnswer> {
  const abort = new AbortController();
  const timer = clock.after(timeoutMs, () => abort.abort(integrationTimedOut()));
  const started = performance.now();
  try {
    const { statusCode, headers, body } = await dispatcher.request({
      ...options,
      signal: abort.signal,
    } as Dispatcher.RequestOptions);
    exchange.integrationStatus = statusCode;
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > LARGEST_ANSWER) throw misconfigured('Integration response is too large');
      chunks.push(chunk);
    }
    exchange.integrationLatencyMs = performance.now() - started;
    const rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
      [value].flat().flatMap((one) => (one === undefined ? [] : [name, one])),
    );
    return { selector: String(statusCode), rawHeaders, body: Buffer.concat(chunks) };
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : endpointFailure(error);
  } finally {
    timer.cancel();
  }
}
