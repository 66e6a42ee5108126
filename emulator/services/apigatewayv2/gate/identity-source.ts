import { headerValues, queryValues } from '../../execute-api/request/request-values.ts';
import { httpContextVariable } from './context-variables.ts';
import type { HttpExchange } from './http-exchange.ts';

export type Identity =
  | { readonly from: 'header' | 'querystring' | 'stageVariables'; readonly name: string }
  | { readonly from: 'context'; readonly path: readonly string[] };

/** Reads `$request.header.x`, `$request.querystring.x`, `$context.x` or `$stageVariables.x`; undefined when it is none. */
export function parseIdentity(source: string): Identity | undefined {
  const [, kind, name] = /^\$request\.(header|querystring)\.(\S+)$/.exec(source) ?? [];
  if (kind && name) return { from: kind as 'header', name };
  const variable = /^\$stageVariables\.(\w+)$/.exec(source)?.[1];
  if (variable) return { from: 'stageVariables', name: variable };
  const path = /^\$context\.([\w.]+)$/.exec(source)?.[1];
  return path ? { from: 'context', path: path.split('.') } : undefined;
}

/** The value of an identity source; several of a header or parameter are joined by commas. */
export function identityValue(exchange: HttpExchange, identity: Identity): string | undefined {
  switch (identity.from) {
    case 'header':
      return headerValues(exchange.request, identity.name).join(',') || undefined;
    case 'querystring':
      return queryValues(exchange.query, identity.name).join(',') || undefined;
    case 'stageVariables':
      return exchange.stage.variables[identity.name];
    case 'context':
      return httpContextVariable(exchange, identity.path);
  }
}
