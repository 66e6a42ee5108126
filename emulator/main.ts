import { readConfig } from './config.ts';
import { isLoopback } from './edge/doors/host-names.ts';
import { PortTakenError, serve, warningOf } from './serve.ts';

/** The engine as `make` starts it: says where it listens, to its parent too. */
async function main(): Promise<void> {
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
