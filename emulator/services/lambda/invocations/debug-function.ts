import { createServer } from 'node:net';
import { AwsError } from '../../../edge/aws-error.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { Launch } from '../environments/function-process.ts';
import { Inspection, type InspectionSettings } from '../environments/inspection.ts';
import type { InspectorNews } from '../environments/inspector-news.ts';
import type { Pools } from '../environments/pools.ts';
import type { Revision } from '../environments/revision.ts';
import { isPython } from '../runtimes.ts';
import { type RunnableServices, runnable } from './runnable.ts';

/** A function cannot be debugged now; the message is one sentence for the person who asked. */
export class CannotDebug extends Error {
  override readonly name = 'CannotDebug';
  readonly reason: 'no-function' | 'in-use';

  constructor(reason: CannotDebug['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Puts a function under the inspector, until `end` of the result is called. Port 0 takes a spare one. Lambda's API shows nothing of it.
 * Throws CannotDebug for an unknown or pending function, and for a port in use.
 */
export type DebugFunction = (
  name: string,
  settings: InspectionSettings,
  tell: (news: InspectorNews) => void,
) => Promise<{ port: number; end(): Promise<void> }>;

/** Puts functions under the inspector: `$LATEST` of one, and no two at one port. */
export function createDebugFunction(
  services: RunnableServices & {
    context: Pick<EngineContext, 'config' | 'random'>;
    pools: Pick<Pools, 'inspect'>;
    launch: Launch;
  },
): DebugFunction {
  const { context, pools, launch } = services;
  /** Ports by function. */
  const taken = new Map<string, number>();

  function current(name: string): Revision | undefined {
    try {
      return runnable(services, name).revision;
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }

  return async (name, settings, tell) => {
    if (!current(name)) throw new CannotDebug('no-function', `There is no function "${name}" that is ready.`);
    if (isPython(current(name)?.runtime))
      throw new CannotDebug('no-function', `${name} is written in Python: the inspector is that of Node.js.`);
    if (taken.has(name)) {
      throw new CannotDebug('in-use', `${name} is being debugged already, at port ${taken.get(name)}.`);
    }
    // A process between two lives does not hold its port.
    const owner = [...taken].find(([, port]) => port !== 0 && port === settings.port)?.[0];
    if (owner)
      throw new CannotDebug('in-use', `Port ${settings.port} is that of ${owner}, which is being debugged.`);
    taken.set(name, settings.port);
    try {
      const port = await freePort(settings.port);
      taken.set(name, port);
      const inspection = new Inspection({ ...settings, port }, { launch, uuid: context.random.uuid, tell });
      const restore = pools.inspect(name, inspection, () => current(name));
      return {
        port,
        async end() {
          taken.delete(name);
          await restore();
        },
      };
    } catch (error) {
      taken.delete(name);
      throw error;
    }
  };
}

/** The port, if nothing listens there; for 0 a spare one. Throws CannotDebug. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${error.code})`;
      reject(new CannotDebug('in-use', `Port ${wanted} ${why}.`));
    });
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });
}
