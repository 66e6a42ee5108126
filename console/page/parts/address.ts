import { useCallback } from 'preact/hooks';
import { useLocation } from 'preact-iso';

/** The base of the page's addresses. */
export const BASE = '/_gatehouse/console';

type Query = Readonly<Record<string, string | undefined>>;

/** The address of a state of the page: the parts of its path, which it encodes, and its query. */
export function address(parts: readonly string[], query: Query = {}): string {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString();
  const path = parts.map((part) => `/${encodeURIComponent(part)}`).join('');
  return `${BASE}${path}${search && `?${search}`}`;
}

/** The page's state in the address. `set` changes query parameters, and replaces the present history entry. */
export interface Address {
  /** Decoded, without the base. */
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  set(changes: Query): void;
  go(parts: readonly string[], query?: Query): void;
}

export function useAddress(): Address {
  const { path, query, route } = useLocation();
  const parts = partsOf(path);
  const go = useCallback((to: readonly string[], next?: Query) => route(address(to, next)), [route]);
  return {
    parts,
    query,
    go,
    // By what the address is now: a search that waits for a pause in typing must not undo what was chosen meanwhile.
    set: (changes) => {
      const present = Object.fromEntries(new URLSearchParams(location.search));
      route(address(partsOf(location.pathname), { ...present, ...changes }), true);
    },
  };
}

function partsOf(path: string): string[] {
  return path.startsWith(BASE) ? path.slice(BASE.length).split('/').filter(Boolean).map(decoded) : [];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
