import { headerValues, queryValues } from '../../execute-api/request/request-values.ts';
import { decodePath } from '../../execute-api/route-tree.ts';
import { jsonPath } from '../../execute-api/template/json-path.ts';
import { httpContextVariable } from './context-variables.ts';
import type { HttpExchange } from './http-exchange.ts';

export interface MappingTarget {
  readonly how: 'append' | 'overwrite' | 'remove';
  readonly to: 'header' | 'querystring' | 'path' | 'statuscode';
  readonly name: string;
}

/** Reads `append|overwrite|remove:header.name`, `…:querystring.name` or `overwrite:path`; undefined when it is none. */
export function parseRequestTarget(target: string): MappingTarget | undefined {
  if (target === 'overwrite:path') return { how: 'overwrite', to: 'path', name: '' };
  const [, how, to, name = ''] = /^(append|overwrite|remove):(header|querystring)\.(.+)$/.exec(target) ?? [];
  return how ? { how: how as 'append', to: to as 'header', name } : undefined;
}

/** Reads `append|overwrite|remove:header.name` or `overwrite:statuscode`; undefined when it is none. */
export function parseResponseTarget(target: string): MappingTarget | undefined {
  if (target === 'overwrite:statuscode') return { how: 'overwrite', to: 'statuscode', name: '' };
  const parsed = parseRequestTarget(target);
  return parsed?.to === 'header' ? parsed : undefined;
}

const RESERVED = new Set([
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-location',
  'forwarded',
  'keep-alive',
  'origin',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailers',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);

/** Headers that HTTP APIs do not let mappings touch (API Gateway guide, "Reserved headers"); `Authorization` is one. */
export function isReservedHeader(name: string): boolean {
  const key = name.toLowerCase();
  return RESERVED.has(key) || /^(access-control-|apigw-|x-amz-|x-amzn-)/.test(key);
}

/** Where `$response.…` comes from, for response mappings. */
export interface EndpointHead {
  readonly rawHeaders: readonly string[];
}

/**
 * The value of an expression: a text in which `$request.header.x`, `$context.x` and the like stand alone, or as `${…}` between other
 * text. Several values are joined by commas; what is not there is empty.
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
    const value = jsonPath(JSON.parse(body), path);
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  } catch {
    return '';
  }
}
