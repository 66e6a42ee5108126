import { readConfig } from './config.ts';
import { isLoopback } from './edge/doors/host-names.ts';
import { PortTakenError, serve, warningOf } from './serve.ts';

/**
 * Ends this process with the one that started it and speaks with it, unless that one has said `stay`: what a command starts is not left
 * behind by its end, even by one that it cannot prepare for.
 */
function endWithParent(): void {
  const end = () => process.kill(process.pid, 'SIGTERM');
  process.once('disconnect', end).on('message', (word) => word === 'stay' && process.off('disconnect', end));
}

/** The engine as `make` starts it: says where it listens, to its parent too. */
async function main(): Promise<void> {
  endWithParent();
  const config = readConfig(process.env);
  const engine = await serve(config);
  process.stdout.write(`engine listens on ${engine.endpoint} (process ${process.pid})\n`);
  if (!isLoopback(config.host)) process.stdout.write(`${warningOf(config.host, engine.port)}\n`);
  process.send?.({ url: engine.endpoint });
}

main().catch((error: unknown) => {
  if (error instanceof PortTakenError) process.send?.({ taken: error.port });
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
