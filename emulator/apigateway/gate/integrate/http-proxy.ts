import type { Dispatcher } from 'undici';
import type { Clock } from '../../../clock.ts';
import type { Exchange } from '../exchange.ts';
import { integrationTimedOut, misconfigured } from '../gateway-failure.ts';
import { headerText } from '../header-text.ts';
import { isFromHeader, sourceValue } from '../parameter-source.ts';
import type { CompiledHttpProxy } from './compile-http-proxy.ts';
import { endpointFailure } from './endpoint-failure.ts';
import { endpointPath } from './endpoint-path.ts';
import { passOn } from './pass-on.ts';
import { restRelayRules } from './relay-rules.ts';
import { requestBody } from './request-body.ts';
import { requestHeaders } from './request-header-rules.ts';

export interface HttpProxyDependencies {
  readonly dispatcher: Dispatcher;
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Passes a request on to an HTTP endpoint and its answer back. Resolves when the answer is sent. Rejects with
 * GatewayFailure as long as nothing was sent: 504 when the endpoint is out of reach, breaks off or is late, 500 when it
 * cannot be called as it is set up or answers more than 10 MB, 413 when the request is over 10 MB.
 */
export async function callHttpProxy(
  { dispatcher, clock }: HttpProxyDependencies,
  exchange: Exchange,
  proxy: CompiledHttpProxy | undefined,
): Promise<void> {
  if (!proxy) throw misconfigured('Invalid endpoint address');
  const path = endpointPath(exchange, proxy);
  if (proxy.setsFraming) throw misconfigured('Invalid header in integration request');
  const headers = requestHeaders(exchange, proxy.mappedHeaders);
  for (const { name, source } of proxy.headerMappings) {
    const value = sourceValue(exchange, source);
    // A mapping that comes to nothing sends nothing; the client's own header was taken out above.
    if (value) headers.push(name, isFromHeader(source) ? value : headerText(value));
  }
  const body = await requestBody(exchange);
  if (body?.length !== undefined) headers.push('Content-Length', String(body.length));
  const request = {
    origin: proxy.origin,
    path,
    method: proxy.method ?? exchange.method,
    headers,
    body: body?.content ?? null,
  };
  const { timeoutMs } = proxy;
  try {
    await passOn(
      { dispatcher, clock, rules: restRelayRules, timeoutMs, late: integrationTimedOut },
      exchange,
      request,
    );
  } catch (error) {
    throw endpointFailure(error);
  }
}
