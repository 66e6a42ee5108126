import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** What is being read, has been read, or could not be. The value before stays until the next is there. */
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

/** Reads something when `keys` change, and when asked to again. An answer to an older question is dropped. */
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

/** What a person set off: whether it is under way, and how it failed. */
export interface Action {
  readonly busy: boolean;
  readonly error: Error | undefined;
  run(doing: () => Promise<void>): void;
}

/** One thing at a time that a person sets off. */
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
