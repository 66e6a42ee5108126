/** A route, compiled for matching. */
export interface RoutePattern<Route> {
  readonly route: Route;
  /** Undefined for ANY and for `$default`. */
  readonly method: string | undefined;
  /** Undefined for `$default`. */
  readonly segments: readonly Segment[] | undefined;
}

type Segment = { readonly kind: 'literal' | 'parameter' | 'greedy'; readonly text: string };

const RANK = { literal: 0, parameter: 1, greedy: 2 };

/** Reads a route key, `GET /pets/{id}` or `$default`. */
export function patternOf<Route>(route: Route, routeKey: string): RoutePattern<Route> {
  if (routeKey === '$default') return { route, method: undefined, segments: undefined };
  const [method = '', path = ''] = routeKey.split(' ');
  return {
    route,
    method: method === 'ANY' ? undefined : method,
    segments: path.split('/').slice(1).map(segmentOf),
  };
}

function segmentOf(text: string): Segment {
  if (text.endsWith('+}')) return { kind: 'greedy', text: text.slice(1, -2) };
  return text.startsWith('{') ? { kind: 'parameter', text: text.slice(1, -1) } : { kind: 'literal', text };
}

/**
 * The routes in the order in which HTTP APIs prefer them: those that match a path in full, then those with a greedy parameter, then
 * `$default`; among either the more specific path first, a method before ANY (API Gateway guide, "Routing API requests").
 */
export function inOrder<Route>(patterns: readonly RoutePattern<Route>[]): RoutePattern<Route>[] {
  return [...patterns].sort((a, b) => comparePaths(a, b) || Number(!a.method) - Number(!b.method));
}

function comparePaths<Route>(
  { segments: a }: RoutePattern<Route>,
  { segments: b }: RoutePattern<Route>,
): number {
  if (!a || !b) return Number(!a) - Number(!b);
  const greedy = Number(isGreedy(a)) - Number(isGreedy(b));
  if (greedy !== 0) return greedy;
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [left, right] = [a[index], b[index]];
    const difference = (left ? RANK[left.kind] : -1) - (right ? RANK[right.kind] : -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isGreedy(segments: readonly Segment[]): boolean {
  return segments.at(-1)?.kind === 'greedy';
}

/**
 * Finds the route of a request: a full match, then one with a greedy parameter, then `$default` (API Gateway guide, "Routing API
 * requests"). Routes of other methods do not hide less specific ones.
 */
export function findRoute<Route>(
  ordered: readonly RoutePattern<Route>[],
  method: string,
  path: string,
): { route: Route; parameters: Record<string, string> } | undefined {
  const given = path.split('/').slice(1);
  for (const { route, method: wanted, segments } of ordered) {
    if (wanted !== undefined && wanted !== method) continue;
    const parameters = segments ? bind(segments, given) : {};
    if (parameters) return { route, parameters };
  }
  return undefined;
}

function bind(segments: readonly Segment[], given: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, { kind, text }] of segments.entries()) {
    const value = given[index];
    if (kind === 'greedy') {
      const rest = given.slice(index).join('/');
      if (rest === '') return undefined;
      parameters[text] = rest;
      return parameters;
    }
    if (value === undefined) return undefined;
    if (kind === 'literal' ? !sameLiteral(text, value) : value === '') return undefined;
    if (kind === 'parameter') parameters[text] = value;
  }
  return given.length === segments.length ? parameters : undefined;
}

/** Compared decoded, so that a second spelling of a path cannot reach another route. */
function sameLiteral(text: string, value: string): boolean {
  if (text === value) return true;
  if (!value.includes('%')) return false;
  try {
    return decodeURIComponent(value) === text;
  } catch {
    return false;
  }
}
