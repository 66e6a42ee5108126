import { badRequest } from './errors.ts';

const TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const TARGET = new RegExp(`^integration\\.request\\.(path|querystring|header)\\.(${TOKEN})$`);
const PARAMETER = new RegExp(
  `^method\\.request\\.(path|querystring|header|multivaluequerystring|multivalueheader)\\.(${TOKEN})$`,
);

/** The source of a mapping's value (API Gateway guide, "Parameter mapping sources"). */
export type Source =
  | {
      readonly from: 'path' | 'querystring' | 'header' | 'multivaluequerystring' | 'multivalueheader';
      readonly name: string;
    }
  | { readonly from: 'body'; readonly path: string }
  | { readonly from: 'context'; readonly path: readonly string[] }
  | { readonly from: 'stageVariables'; readonly name: string }
  | { readonly from: 'static'; readonly value: string };

export interface RequestMapping {
  readonly to: 'path' | 'querystring' | 'header';
  readonly name: string;
  readonly source: Source;
}

/** Parses the right side of a request mapping; undefined if it is invalid. */
export function parseSource(expression: string): Source | undefined {
  if (expression.length >= 2 && expression.startsWith("'") && expression.endsWith("'"))
    return { from: 'static', value: expression.slice(1, -1) };
  const [, from, name = ''] = PARAMETER.exec(expression) ?? [];
  if (from) return { from: from as 'path', name };
  if (expression === 'method.request.body') return { from: 'body', path: '' };
  if (expression.startsWith('method.request.body.'))
    return { from: 'body', path: expression.slice('method.request.body.'.length) };
  if (/^context\.[\w-]+(\.[\w:.-]+)?$/.test(expression))
    return { from: 'context', path: contextPath(expression.slice('context.'.length)) };
  const variable = /^stageVariables\.(\w+)$/.exec(expression)?.[1];
  return variable === undefined ? undefined : { from: 'stageVariables', name: variable };
}

/** `authorizer.claims.x` is three steps, `authorizer.a.b` two: a key of an authorizer's context may contain dots. */
function contextPath(path: string): string[] {
  const [first = '', ...rest] = path.split('.');
  if (first !== 'authorizer' || rest[0] === 'claims') return [first, ...rest];
  return [first, rest.join('.')];
}

/** Parses one request mapping, `integration.request.<where>.<name>` and its source; undefined if either is malformed. */
export function parseRequestMapping(target: string, expression: string): RequestMapping | undefined {
  const [, to, name = ''] = TARGET.exec(target) ?? [];
  const source = parseSource(expression);
  return to && source ? { to: to as RequestMapping['to'], name, source } : undefined;
}

/** Checks an integration's request mappings: well-formed, and only of declared parameters. Throws `BadRequestException` in AWS's words. */
export function checkRequestMappings(
  mappings: Readonly<Record<string, string>> | undefined,
  declared: Readonly<Record<string, boolean>> | undefined,
): void {
  for (const [target, expression] of Object.entries(mappings ?? {})) {
    const mapping = parseRequestMapping(target, expression);
    if (!mapping)
      throw invalid(`Invalid mapping expression specified: ${TARGET.test(target) ? expression : target}`);
    if (!PARAMETER.test(expression)) continue;
    const single = expression.replace('.multivalue', '.');
    if (!declared || !(expression in declared || single in declared))
      throw invalid(`Invalid mapping expression parameter specified: ${expression}`);
  }
}

/** AWS's sentence around a mapping error. */
export function invalid(error: string): Error {
  return badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`,
  );
}
