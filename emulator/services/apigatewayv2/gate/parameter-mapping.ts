import { parseWithin } from '../../../edge/json-bounds.ts';
import { headerValues, queryValues } from '../../execute-api/request/request-values.ts';
import { decodePath } from '../../execute-api/route-tree.ts';
import { jsonPath } from '../../execute-api/template/json-path.ts';
import { httpContextVariable } from './context-variables.ts';
import type { HttpExchange } from './http-exchange.ts';

/** The source of `$response.…`, for response mappings. */
export interface EndpointHead {
  readonly rawHeaders: readonly string[];
}

/**
 * The value of an expression: a text in which `$request.header.x`, `$context.x` and the like stand alone, or as `${…}` between other text.
 * Several values are joined by commas; missing ones are empty.
 */
export function evaluateMapping(exchange: HttpExchange, expression: string, head?: EndpointHead): string {
  if (/^\$(?:request|response|context|stageVariables)\.[^\s${}]+$/.test(expression))
    return variable(exchange, expression.slice(1), head);
  return expression.replaceAll(
    /\$\{((?:request|response|context|stageVariables)\.[^}]+)\}/g,
    (_whole, path: string) => variable(exchange, path, head),
  );
}

function variable(exchange: HttpExchange, path: string, head: EndpointHead | undefined): string {
  const [root = '', kind = '', ...rest] = path.split('.');
  const name = rest.join('.');
  if (root === 'context') return httpContextVariable(exchange, [kind, ...rest]) ?? '';
  if (root === 'stageVariables') return exchange.stage.variables[kind] ?? '';
  if (root === 'response')
    return kind === 'header' && head
      ? headerValues({ rawHeaders: [...head.rawHeaders] }, name).join(',')
      : '';
  switch (kind) {
    case 'header':
      return headerValues(exchange.request, name).join(',');
    case 'querystring':
      return queryValues(exchange.query, name).join(',');
    case 'path':
      return name === '' ? exchange.path : decodePath(exchange.pathParameters[name] ?? '');
    case 'body':
      return bodyValue(exchange.body?.toString('utf8') ?? '', name);
    default:
      return '';
  }
}

function bodyValue(body: string, path: string): string {
  if (path === '') return body;
  try {
    const value = jsonPath(parseWithin(body), path);
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  } catch {
    return '';
  }
}
