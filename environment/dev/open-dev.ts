import { join, sep } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Outputs } from '../../provision/outputs.ts';
import { nameIn } from '../../provision/reconcile/scope.ts';
import { localClient } from '../local-client.ts';
import type { Program } from '../processes/program.ts';
import type { Terminal } from '../terminal.ts';
import { followEvents } from './follow-events.ts';
import { functionPart } from './function-part.ts';
import { openOriginLog } from './origin-log.ts';
import { originPart } from './origin-part.ts';
import type { Part } from './part.ts';
import { createEventDisplay } from './show-events.ts';
import { createSwapper } from './swapper.ts';
import { watchFolders } from './watch-folders.ts';

export interface DevOptions {
  /** The project's folder. */
  readonly root: string;
  /** What is provisioned. */
  readonly outputs: Pick<Outputs, 'app' | 'stage' | 'region' | 'endpoint' | 'functions' | 'origin'>;
  /** The origin as `up` starts it. */
  readonly origin: Program;
  readonly terminal: Terminal;
}

/** Watched sources and shown events, until it is disposed of. */
export interface Dev extends AsyncDisposable {
  /** Resolves when the engine has ended. */
  readonly engineEnded: Promise<void>;
  /** Resolves when nothing is left to swap. */
  idle(): Promise<void>;
  /** The parts that run older code than the last save, because that did not build or start. */
  behind(): readonly string[];
}

/**
 * Watches the sources of a running environment, swaps saved code in, and prints events. Disposing of it finishes what is running first, and
 * leaves nothing behind.
 */
export async function openDev({ root, outputs, origin, terminal }: DevOptions): Promise<Dev> {
  const { app, stage, region, endpoint, functions } = outputs;
  const endings: (() => unknown)[] = [];
  const end = async () => {
    for (const ending of endings.splice(0).reverse()) await ending();
  };
  try {
    const lambda = new LambdaClient(localClient(endpoint, region));
    endings.push(() => lambda.destroy());
    const display = createEventDisplay(terminal, `${nameIn({ app, stage })}-`);
    const events = await followEvents(endpoint, ['log', 'gate'], display.happened);
    endings.push(() => events[Symbol.asyncDispose]());
    const logFile = join(origin.stateDir, 'log', 'origin.log');
    const log = await openOriginLog(logFile, (line) => display.said('origin', line));
    endings.push(() => log[Symbol.asyncDispose]());

    const stopping = new AbortController();
    const each = { root, lambda, calls: display.passOver, signal: stopping.signal };
    const parts: Part[] = [];
    const add = (part: Part) => {
      parts.push(part);
      endings.push(() => part[Symbol.asyncDispose]());
    };
    add(await functionPart({ ...each, name: 'post-confirmation', functionName: functions.postConfirmation }));
    add(await functionPart({ ...each, name: 'authorizer', functionName: functions.authorizer }));
    add(await functionPart({ ...each, name: 'credential', functionName: functions.credential }));
    add(
      outputs.origin === 'lambda'
        ? await functionPart({ ...each, name: 'mock-origin', functionName: nameIn({ app, stage }, 'origin') })
        : await originPart({ root, program: origin, handOver: log.handOver }),
    );
    const swapper = createSwapper(parts, terminal, stopping.signal);
    endings.push(() => swapper.idle());
    endings.push(() => stopping.abort());
    const provision = join(root, 'provision');
    const folders = [join(root, 'lambdas'), join(root, 'mock-origin'), provision];
    const watch = watchFolders(folders, (change) => {
      if ([...change.paths].some((path) => isSourceIn(provision, path)))
        terminal.line('  provision/ was saved: make deploy applies it');
      swapper.changed(change);
    });
    endings.push(() => watch[Symbol.dispose]());
    return {
      engineEnded: events.ended,
      idle: swapper.idle,
      behind: swapper.behind,
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function isSourceIn(folder: string, path: string): boolean {
  return path.startsWith(`${folder}${sep}`) && path.endsWith('.ts') && !/\.(test|proof)\.ts$/.test(path);
}
