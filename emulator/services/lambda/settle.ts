import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { Realism } from '../../edge/interfaces/realism.ts';
import type { CodeStore } from './code/code-store.ts';
import type { HotReload } from './code/hot-reload.ts';
import type { Pools } from './environments/pools.ts';
import type { Processes } from './environments/processes.ts';
import type { LambdaStore } from './state/lambda-store.ts';

/** Lets a function's last change come through: `Pending` becomes `Active`, `InProgress` becomes `Successful`. Returns at once. */
export type Settle = (name: string) => void;

interface Dependencies {
  context: Pick<EngineContext, 'clock' | 'random'>;
  store: LambdaStore;
  code: Pick<CodeStore, 'folder'>;
  pools: Pick<Pools, 'replace'>;
  processes: Pick<Processes, 'of'>;
  /** How long a change takes at least. */
  realism: Pick<Realism, 'functionPendingMs' | 'functionUpdateMs'>;
  hotReload: Pick<HotReload, 'sync'>;
  signal: AbortSignal;
  report(error: unknown): void;
}

/**
 * Makes the function that settles changes (developer guide, "Lambda function states"): it replaces the old environments, and keeps a spare
 * process for the first cold start.
 */
export function createSettle({
  context,
  store,
  code,
  pools,
  processes,
  hotReload,
  realism,
  signal,
  report,
}: Dependencies): Settle {
  async function settle(name: string): Promise<void> {
    const record = store.state.functions[name];
    if (!record) return;
    const { change, runtime, memorySize, code: uploaded, state } = record.latest;
    const settlingMs = state === 'Pending' ? realism.functionPendingMs : realism.functionUpdateMs;
    await code.folder(uploaded);
    if (settlingMs > 0) await context.clock.sleep(settlingMs, signal);
    if (signal.aborted || store.state.functions[name]?.latest.change !== change) return;
    store.commit.settleFunction({ name, change, revisionId: context.random.uuid() });
    pools.replace(name, '$LATEST', change);
    processes.of(runtime).spares.want(memorySize);
    hotReload.sync();
  }
  return (name) => {
    settle(name).catch((error: unknown) => {
      if (!signal.aborted) report(error);
    });
  };
}
