import type { Source } from '../control/mapping-expression.ts';
import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';
import { headerValue, headerValues, queryValues } from './request-values.ts';
import { decodeSegment } from './route-tree.ts';

/** The values that a mapping takes from the request; none when the request does not carry it. */
export function sourceValues(exchange: Exchange, source: Source): readonly string[] {
  const value = sourceValue(exchange, source);
  if (source.from === 'multivaluequerystring') return queryValues(exchange.query, source.name);
  return value === undefined ? [] : [value];
}

/** The one value that a mapping takes from the request; of several the last. */
export function sourceValue(exchange: Exchange, source: Source): string | undefined {
  switch (source.from) {
    case 'static':
      return source.value;
    case 'path': {
      const value = exchange.pathParameters[source.name];
      return value === undefined ? undefined : decodeSegment(value);
    }
    case 'header':
      return headerValue(exchange.request, source.name);
    case 'multivalueheader': {
      const values = headerValues(exchange.request, source.name);
      return values.length > 0 ? values.join(',') : undefined;
    }
    case 'querystring':
    case 'multivaluequerystring':
      return queryValues(exchange.query, source.name).at(-1);
    case 'context':
      return contextVariable(exchange, source.path);
    case 'stageVariables':
      return exchange.stage.variables[source.name];
    case 'body':
      return undefined;
  }
}
