import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import { encodePath } from '../../../execute-api/integrate/encode-path.ts';
import type { Exchange } from '../exchange.ts';
import { sourceValue, sourceValues } from '../parameter-source.ts';
import { type Overrides, overrideText } from '../template/overrides.ts';
import type { CompiledHttpProxy } from './compile-http-proxy.ts';

/**
 * The path and query for an HTTP endpoint. Path parameters are decoded and encoded again, as on AWS: an encoded slash becomes a slash, and
 * what could end the path early (`?`, `#`) stays encoded. The client's query passes unchanged, with the mapped parameters after it. A
 * template's override replaces a mapping. Throws GatewayFailure 500 if the URI has a parameter without a mapping.
 */
export function endpointPath(
  exchange: Exchange,
  proxy: CompiledHttpProxy,
  body?: string,
  overrides?: Pick<Overrides, 'path' | 'querystring'>,
): string {
  let path = '';
  for (const part of proxy.path) {
    if (typeof part === 'string') path += part;
    else {
      const mapping = proxy.pathMappings.get(part.parameter);
      const value =
        textOf(overrides?.path[part.parameter]) ?? (mapping && sourceValue(exchange, mapping.source, body));
      if (value === undefined) throw misconfigured('Invalid endpoint address');
      path += encodePath(value);
    }
  }
  const queries = [exchange.query, mappedQuery(exchange, proxy, body, overrides?.querystring)].filter(
    (query) => query,
  );
  if (queries.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${queries.join('&')}`;
}

function mappedQuery(
  exchange: Exchange,
  { queryMappings }: CompiledHttpProxy,
  body: string | undefined,
  overrides: Readonly<Record<string, unknown>> = {},
): string {
  const added = Object.entries(overrides);
  if (queryMappings.length === 0 && added.length === 0) return '';
  const query = new URLSearchParams();
  for (const { name, source } of queryMappings) {
    if (Object.hasOwn(overrides, name)) continue;
    for (const value of sourceValues(exchange, source, body)) query.append(name, value);
  }
  for (const [name, value] of added) query.append(name, textOf(value) ?? '');
  return query.toString();
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : overrideText(value);
}
