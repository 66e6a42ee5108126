import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** A value that is being read, was read, or failed. The old value stays until the next one is there. */
export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
  reload(): void;
}

interface State<Value> {
  readonly value?: Value;
  readonly error?: Error;
  readonly loading: boolean;
}

/** Reads something when `keys` change, and on request. Drops the answer to an outdated question. */
export function useLoaded<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  keys: readonly unknown[],
): Loaded<Value> {
  const [state, setState] = useState<State<Value>>({ loading: true });
  const [asked, setAsked] = useState(0);
  const known = useRef<readonly unknown[] | undefined>(undefined);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  useEffect(() => {
    const abort = new AbortController();
    const same = known.current?.every((key, index) => key === keys[index]);
    known.current = keys;
    setState(({ value }) => ({ loading: true, ...(same && { value }) }));
    load(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setState({ value, loading: false });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ error: asError(error), loading: false });
      },
    );
    return () => abort.abort();
  }, [...keys, asked]);
  return { value: state.value, error: state.error, loading: state.loading, reload };
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** An action of the person: whether it is running, and how it failed. */
export interface Action {
  readonly busy: boolean;
  readonly error: Error | undefined;
  run(doing: () => Promise<void>): void;
}

/** Runs one action at a time. */
export function useAction(): Action {
  const [state, setState] = useState<{ busy: boolean; error?: Error }>({ busy: false });
  const run = useCallback((doing: () => Promise<void>) => {
    setState({ busy: true });
    doing().then(
      () => setState({ busy: false }),
      (error: unknown) => setState({ busy: false, error: asError(error) }),
    );
  }, []);
  return { busy: state.busy, error: state.error, run };
}
