export type Identity =
  | { readonly from: 'header' | 'querystring' | 'stageVariables'; readonly name: string }
  | { readonly from: 'context'; readonly path: readonly string[] };

/** Parses `$request.header.x`, `$request.querystring.x`, `$context.x` or `$stageVariables.x`; undefined if it is invalid. */
export function parseIdentity(source: string): Identity | undefined {
  const [, kind, name] = /^\$request\.(header|querystring)\.(\S+)$/.exec(source) ?? [];
  if (kind && name) return { from: kind as 'header', name };
  const variable = /^\$stageVariables\.(\w+)$/.exec(source)?.[1];
  if (variable) return { from: 'stageVariables', name: variable };
  const path = /^\$context\.([\w.]+)$/.exec(source)?.[1];
  return path ? { from: 'context', path: path.split('.') } : undefined;
}
