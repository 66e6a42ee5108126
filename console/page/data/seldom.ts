import { useEffect, useRef } from 'preact/hooks';

/** Lists and counts are read again at most this often, in milliseconds, however much happens. */
const APART = 1_000;

/** The same function, run at most once in a while, and once more at the end if it was called meanwhile. */
export function useSeldom(doing: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(doing);
  latest.current = doing;
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      latest.current();
    }, APART);
  };
}
