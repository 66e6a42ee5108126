import { readConfig } from './config.ts';
import { startEngine } from './engine.ts';

/** The engine as a process: starts, says where it listens, and ends cleanly on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const engine = await startEngine(config);
  process.stdout.write(`engine listens on ${engine.endpoint} (process ${process.pid})\n`);
  const stop = () => {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    void engine[Symbol.asyncDispose]().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  const text = taken
    ? `Port ${process.env['PORT'] ?? 4566} is taken: stop what listens there, or set PORT to another.`
    : error instanceof Error
      ? error.message
      : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
