import { useCallback } from 'preact/hooks';
import { useLocation } from 'preact-iso';

/** Where the page's own addresses begin. */
export const BASE = '/_gatehouse/console';

type Query = Readonly<Record<string, string | undefined>>;

/** The address of a state of the page: the parts of its path, encoded here, and its query. */
export function address(parts: readonly string[], query: Query = {}): string {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString();
  const path = parts.map((part) => `/${encodeURIComponent(part)}`).join('');
  return `${BASE}${path}${search && `?${search}`}`;
}

/** The page's state as the address has it. `set` changes members of the query, in place of the present entry of the history. */
export interface Address {
  /** Decoded, without the base. */
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  set(changes: Query): void;
  go(parts: readonly string[], query?: Query): void;
}

export function useAddress(): Address {
  const { path, query, route } = useLocation();
  const parts = path.startsWith(BASE) ? path.slice(BASE.length).split('/').filter(Boolean).map(decoded) : [];
  const go = useCallback((to: readonly string[], next?: Query) => route(address(to, next)), [route]);
  return {
    parts,
    query,
    go,
    set: (changes) => route(address(parts, { ...query, ...changes }), true),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
