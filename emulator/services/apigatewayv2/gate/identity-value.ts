import { headerValues, queryValues } from '../../execute-api/request/request-values.ts';
import { httpContextVariable } from './context-variables.ts';
import type { HttpExchange } from './http-exchange.ts';
import type { Identity } from './identity-source.ts';

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
