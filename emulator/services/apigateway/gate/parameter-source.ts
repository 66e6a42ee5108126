import { parseWithin } from '../../../edge/json-bounds.ts';
import { headerValue, headerValues, queryValues } from '../../execute-api/request/request-values.ts';
import { decodePath } from '../../execute-api/route-tree.ts';
import { jsonPath } from '../../execute-api/template/json-path.ts';
import type { Source } from '../control/mapping-expression.ts';
import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';

/** The values that a mapping takes from the request; none if the request lacks them. */
export function sourceValues(exchange: Exchange, source: Source, body?: string): readonly string[] {
  const value = sourceValue(exchange, source, body);
  if (source.from === 'multivaluequerystring') return queryValues(exchange.query, source.name);
  return value === undefined ? [] : [value];
}

/** Whether a value is in Node.js's header form, a character for a byte. */
export function isFromHeader({ from }: Source): boolean {
  return from === 'header' || from === 'multivalueheader';
}

/** The one value that a mapping takes from the request; the last of several. `body` if the integration has read it. */
export function sourceValue(exchange: Exchange, source: Source, body?: string): string | undefined {
  switch (source.from) {
    case 'static':
      return source.value;
    case 'path': {
      const value = exchange.pathParameters[source.name];
      return value === undefined ? undefined : decodePath(value);
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
      return body === undefined || source.path === '' ? body : bodyValue(body, source.path);
  }
}

function bodyValue(body: string, path: string): string | undefined {
  try {
    const value = jsonPath(parseWithin(body), path);
    return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
  } catch {
    return undefined;
  }
}
