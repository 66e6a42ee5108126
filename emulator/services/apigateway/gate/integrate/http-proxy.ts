import type { Dispatcher } from 'undici';
import type { Clock } from '../../../../store/clock.ts';
import { integrationTimedOut, misconfigured } from '../../../execute-api/gateway-failure.ts';
import { type EndpointRequest, type PassOnOptions, passOn } from '../../../execute-api/integrate/pass-on.ts';
import { hasBody, spoolBody } from '../../../execute-api/integrate/request-body.ts';
import type { Spool } from '../../../execute-api/integrate/spool.ts';
import { headerText } from '../../../execute-api/request/header-text.ts';
import { headerValue } from '../../../execute-api/request/request-values.ts';
import type { IntegrationRecord } from '../../state/records.ts';
import type { Exchange } from '../exchange.ts';
import { isFromHeader, sourceValue } from '../parameter-source.ts';
import type { CompiledHttpProxy } from './compile-http-proxy.ts';
import { converterFor, requestConversion } from './content-conversion.ts';
import { bodyDecoder, decodingFailure } from './content-encoding.ts';
import { endpointFailure } from './endpoint-failure.ts';
import { endpointPath } from './endpoint-path.ts';
import { restRelayRules } from './relay-rules.ts';
import { requestHeaders } from './request-header-rules.ts';

export interface HttpProxyDependencies {
  readonly dispatcher: Dispatcher;
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Sends a request to an HTTP endpoint and its answer back. Resolves when the answer is sent. Rejects with GatewayFailure as long as nothing
 * was sent: 504 if the endpoint is unreachable, breaks off or is late, 500 if it is misconfigured or answers more than 10 MB, 413 if the
 * request is over 10 MB, 415 if it is not compressed as it claims.
 */
export async function callHttpProxy(
  { dispatcher, clock }: HttpProxyDependencies,
  exchange: Exchange,
  { contentHandling }: Pick<IntegrationRecord, 'contentHandling'>,
  proxy: CompiledHttpProxy | undefined,
): Promise<void> {
  if (!proxy) throw misconfigured('Invalid endpoint address');
  const path = endpointPath(exchange, proxy);
  if (proxy.setsFraming) throw misconfigured('Invalid header in integration request');
  const headers = requestHeaders(exchange, proxy.mappedHeaders);
  for (const { name, source } of proxy.headerMappings) {
    const value = sourceValue(exchange, source);
    // A mapping without a value sends nothing; the client's own header was removed above.
    if (value) headers.push(name, isFromHeader(source) ? value : headerText(value));
  }
  const request = {
    origin: proxy.origin,
    path,
    method: proxy.method ?? exchange.method,
    headers,
    body: null,
  };
  const options = {
    dispatcher,
    clock,
    rules: restRelayRules,
    timeoutMs: proxy.timeoutMs,
    late: integrationTimedOut,
  };
  try {
    await (hasBody(exchange)
      ? passOnWithBody(options, exchange, request, contentHandling)
      : passOn(options, exchange, request));
  } catch (error) {
    throw endpointFailure(error);
  }
}

/** The client's whole body goes into a spool before the endpoint is called, as on AWS, and from there to it. */
async function passOnWithBody(
  options: PassOnOptions<Exchange>,
  exchange: Exchange,
  request: EndpointRequest,
  handling: IntegrationRecord['contentHandling'],
): Promise<void> {
  await using body = await proxyBody(exchange, handling);
  if (body.length === 0) return passOn(options, exchange, request);
  request.headers.push('Content-Length', String(body.length));
  request.body = body.isLarge ? await body.stream() : body.whole();
  await passOn(options, exchange, request);
}

/** The client's body, decompressed and converted. */
async function proxyBody(exchange: Exchange, handling: IntegrationRecord['contentHandling']): Promise<Spool> {
  const { binaryMediaTypes } = exchange.stage.snapshot.api;
  const contentType = headerValue(exchange.request, 'content-type');
  const converter = converterFor(requestConversion(binaryMediaTypes, contentType, handling));
  try {
    return await spoolBody(exchange, { decoder: bodyDecoder(exchange), converter });
  } catch (error) {
    throw decodingFailure(error);
  }
}
