import { readConfig } from './config.ts';
import { serveOrigin } from './serve.ts';

/** Runs the origin until SIGTERM or SIGINT, and prints its address in one line. */
async function main(): Promise<void> {
  const origin = await serveOrigin(readConfig());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // A signal during the closing ends the process at once, as it would without a handler.
    process.once(signal, () => void origin.close());
  }
  console.log(`mock-origin listens on ${origin.url}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
