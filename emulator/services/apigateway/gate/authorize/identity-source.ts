import type { Source } from '../../control/mapping-expression.ts';
import { parseSource } from '../../control/mapping-expression.ts';

/** One identity source: a header, a query parameter, a stage variable or a context variable. */
export type IdentitySource = Source & { from: 'header' | 'querystring' | 'stageVariables' | 'context' };

/** Reads `method.request.header.X`, `method.request.querystring.X`, `stageVariables.X` or `context.X`. */
export function parseIdentitySource(expression: string): IdentitySource | undefined {
  const source = parseSource(expression.trim());
  switch (source?.from) {
    case 'header':
    case 'querystring':
    case 'stageVariables':
    case 'context':
      return source as IdentitySource;
    default:
      return undefined;
  }
}

/** Parses a comma-separated list; the control plane has rejected malformed entries. */
export function parseIdentitySources(list: string | undefined): readonly IdentitySource[] {
  return (list ?? '')
    .split(',')
    .map(parseIdentitySource)
    .filter((source) => source !== undefined);
}
