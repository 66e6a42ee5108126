import { ReaderError } from '../provision/reconcile/reader-error.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lets Ctrl-C, SIGTERM and a closed terminal end a command in order while it is in use: the signal aborts with a ReaderError of `sentence`.
 * A second Ctrl-C ends the process at once.
 */
export function interruption(
  sentence: string,
  onFirst: () => void = () => undefined,
): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    onFirst();
    controller.abort(new ReaderError(sentence));
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
