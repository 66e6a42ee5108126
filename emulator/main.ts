import { readConfig } from './config.ts';
import { isLoopback } from './edge/doors/host-names.ts';
import { startEngine } from './engine.ts';

/** The engine as a process: starts, says where it listens (to its parent too), and ends cleanly on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  // What the engine writes is for its owner alone.
  process.umask(0o077);
  const config = readConfig(process.env);
  const engine = await startEngine(config).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    process.send?.({ taken: config.port });
    throw new Error(`Port ${config.port} is taken: stop what listens there, or set PORT to another.`);
  });
  const stop = () => {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    void engine[Symbol.asyncDispose]().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.stdout.write(`engine listens on ${engine.endpoint} (process ${process.pid})\n`);
  if (!isLoopback(config.host))
    process.stdout.write(
      `HOST=${config.host}: whoever reaches this machine on port ${engine.port} can run code on it, for the engine's credentials are known to everybody.\n`,
    );
  process.send?.({ url: engine.endpoint });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
