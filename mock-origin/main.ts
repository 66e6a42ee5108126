import { readConfig } from './config.ts';
import { withKeptSecret } from './kept-secret.ts';
import { serveOrigin } from './serve.ts';

/** Runs the origin until SIGTERM or SIGINT, and says its address in one line, and to a parent that listens. */
async function main(): Promise<void> {
  const config = readConfig(await withKeptSecret());
  const origin = await serveOrigin(config).catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE') {
      process.send?.({ taken: config.port });
    }
    throw error;
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // A signal during the closing ends the process at once, as it would without a handler.
    process.once(signal, () => void origin.close());
  }
  console.log(`mock-origin listens on ${origin.url}`);
  process.send?.({ url: origin.url });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  process.disconnect?.();
});
