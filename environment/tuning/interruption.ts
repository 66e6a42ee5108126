import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Terminal } from '../terminal.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Lets Ctrl-C end a run in order, as long as it is in use; a second Ctrl-C ends the process at once. */
export function interruption(terminal: Terminal): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    terminal.line('Stopping; what was changed is put back first …');
    controller.abort(new ReaderError('Stopped before the end: nothing was written.'));
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
