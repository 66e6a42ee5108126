import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asError } from './load.ts';

/** A part of a long list, and what leads to the next part; undefined at the end. */
export interface ReadPage<Row, Token> {
  readonly rows: readonly Row[];
  readonly next: Token | undefined;
}

/** A long list that is read part by part. */
export interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly loading: boolean;
  readonly error: Error | undefined;
  /** Reads the next part; undefined at the end, and while one is being read. */
  readonly more: (() => void) | undefined;
  /** Begins anew. */
  reload(): void;
  /** Reads the last part again, and leaves the rest as it is: new rows come at the end. */
  reloadLast(): void;
  /** Changes rows that are there. */
  change(changed: (row: Row) => Row): void;
}

interface State<Row, Token> {
  readonly rows: readonly Row[];
  /** Where the last part begins: its token, and how many rows are before it. */
  readonly last: { readonly from: Token | undefined; readonly at: number };
  readonly next?: Token | undefined;
  readonly loading: boolean;
  readonly error?: Error;
}

/** Reads the first part when `keys` change, others on request. Drops the answer to an outdated question. */
export function usePages<Row, Token>(
  read: (from: Token | undefined) => Promise<ReadPage<Row, Token>>,
  keys: readonly unknown[],
): Pages<Row> {
  const start = { from: undefined, at: 0 };
  const [state, setState] = useState<State<Row, Token>>({ rows: [], last: start, loading: true });
  const turn = useRef(0);
  const load = useCallback((last: State<Row, Token>['last']) => {
    turn.current += 1;
    const mine = turn.current;
    setState(({ error: _, ...before }) => ({ ...before, loading: true }));
    read(last.from).then(
      ({ rows, next }) => {
        if (turn.current !== mine) return;
        setState((before) => ({
          rows: [...before.rows.slice(0, last.at), ...rows],
          last,
          next,
          loading: false,
        }));
      },
      (error: unknown) => {
        if (turn.current === mine) setState({ rows: [], last: start, loading: false, error: asError(error) });
      },
    );
  }, keys);
  useEffect(() => {
    setState({ rows: [], last: start, loading: true });
    load(start);
    return () => {
      turn.current += 1;
    };
  }, [load]);
  const { rows, last, next, loading, error } = state;
  const more = useCallback(() => load({ from: next, at: rows.length }), [load, next, rows.length]);
  return {
    rows,
    loading,
    error,
    more: next !== undefined && !loading ? more : undefined,
    reload: () => load(start),
    reloadLast: () => load(last),
    change: (changed) => setState((before) => ({ ...before, rows: before.rows.map(changed) })),
  };
}
