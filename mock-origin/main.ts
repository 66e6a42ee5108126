import { readConfig } from './config.ts';
import { handOver, SUCCESSOR } from './hand-over.ts';
import { withKeptSecret } from './kept-secret.ts';
import { serveOrigin } from './serve.ts';
import { takeOver } from './take-over.ts';

/**
 * Runs the origin until SIGTERM or SIGINT, and prints its address in one line, also to a listening parent. On SIGUSR2 it hands over to the
 * program as it is on disk by then.
 */
async function main(): Promise<void> {
  const config = readConfig(await withKeptSecret());
  if (!process.argv.includes(SUCCESSOR)) endWithParent();
  const inherited = process.argv.includes(SUCCESSOR) ? await takeOver() : undefined;
  const origin = await serveOrigin(config, inherited).catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE') {
      process.send?.({ taken: config.port });
    }
    throw error;
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // A signal during the closing ends the process at once, as it would without a handler.
    process.once(signal, () => void origin.close());
  }
  let handing = false;
  process.on('SIGUSR2', () => {
    if (handing) return;
    handing = true;
    void handOver(origin).finally(() => {
      handing = false;
    });
  });
  if (!inherited) console.log(`mock-origin listens on ${origin.url}`);
  process.send?.({ url: origin.url });
}

/** Ends this process with its parent that speaks to it, unless that one has said `stay`. */
function endWithParent(): void {
  const end = () => process.kill(process.pid, 'SIGTERM');
  process.once('disconnect', end).on('message', (word) => word === 'stay' && process.off('disconnect', end));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  process.disconnect?.();
});
