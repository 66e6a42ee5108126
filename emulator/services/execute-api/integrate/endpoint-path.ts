import type { Exchange } from '../../apigateway/gate/exchange.ts';
import type { CompiledHttpProxy } from '../../apigateway/gate/integrate/compile-http-proxy.ts';
import { sourceValue, sourceValues } from '../../apigateway/gate/parameter-source.ts';
import { type Overrides, overrideText } from '../../apigateway/gate/template/overrides.ts';
import { misconfigured } from '../gateway-failure.ts';

/** What needs no encoding in a path: unreserved, sub-delimiters, `:`, `@`, and the slash (RFC 3986, section 3.3). */
const UNSAFE = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/;
const EVERY_UNSAFE = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/gu;

/**
 * The path and query that an HTTP endpoint is asked for. Path parameters are decoded and encoded anew, as AWS does it:
 * an encoded slash becomes a slash, and what could end the path early (`?`, `#`) stays encoded. The client's query
 * passes as it is, with the mapped parameters after it. What a template overrides goes before what is mapped. Throws GatewayFailure 500 when the URI holds a parameter
 * that nothing is mapped to.
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

/** Encodes a path anew, slashes left as they are. */
export function encodePath(value: string): string {
  if (!UNSAFE.test(value)) return value;
  return value.replaceAll(EVERY_UNSAFE, (character) =>
    // A lone surrogate cannot be encoded; it can come from a mapped value alone.
    /\p{Cs}/u.test(character) ? '%EF%BF%BD' : encodeURIComponent(character),
  );
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
