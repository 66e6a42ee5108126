import type { EngineConfig } from './edge/interfaces/engine-config.ts';
import { type Engine, startEngine } from './engine.ts';

/** The port is taken: by another engine, or by another program. */
export class PortTakenError extends Error {
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is taken: stop what listens there, or set PORT to another.`);
    this.port = port;
  }
}

/**
 * Runs the engine as all that this process does: what it writes is for its owner alone, and SIGTERM or SIGINT ends it cleanly.
 * Resolves as soon as it listens. Rejects with PortTakenError, or the system's error.
 */
export async function serve(config: EngineConfig): Promise<Engine> {
  process.umask(0o077);
  const engine = await startEngine(config).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortTakenError(config.port) : error;
  });
  const stop = () => {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    void engine[Symbol.asyncDispose]().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  return engine;
}

/** What to tell whoever starts an engine on an address that other machines reach. */
export function warningOf(host: string, port: number): string {
  return `HOST=${host}: whoever reaches this machine on port ${port} can run code on it, for the engine's credentials are known to everybody.`;
}
