import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Authority } from '../../edge/interfaces/authority.ts';
import type { ChangeSource } from '../../edge/interfaces/change-source.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { EnvironmentCensus } from '../../edge/interfaces/environment-census.ts';
import type { FunctionEvents, FunctionInvoker } from '../../edge/interfaces/function-invoker.ts';
import type { LogWriter } from '../../edge/interfaces/log-writer.ts';
import type { MessageQueues } from '../../edge/interfaces/message-queues.ts';
import type { MessageSender } from '../../edge/interfaces/message-sender.ts';
import type { ObjectReader } from '../../edge/interfaces/object-reader.ts';
import type { Module } from '../../edge/interfaces/service-module.ts';
import { lateOperations } from '../../edge/late-operations.ts';
import { withResourceTags } from '../../edge/with-resource-tags.ts';
import { models } from '../../models/models.ts';
import { codeEndpoint } from './code/code-endpoint.ts';
import { openCodeStore } from './code/code-store.ts';
import { createHotReload } from './code/hot-reload.ts';
import { takeCensus } from './environments/census.ts';
import { openCpuLimits } from './environments/cpu-limits.ts';
import type { CpuLimits } from './environments/environment-cpu.ts';
import { createLauncher } from './environments/function-process.ts';
import { createPools } from './environments/pools.ts';
import { createProcesses } from './environments/processes.ts';
import { startWatchdog, type Watchdog } from './environments/watchdog.ts';
import { createMappings } from './event-sources/mappings.ts';
import { parseFunctionName } from './function-name.ts';
import { createConcurrency } from './invocations/concurrency.ts';
import { debugEndpoint } from './invocations/debug-endpoint.ts';
import { createDebugFunction } from './invocations/debug-function.ts';
import { createEventQueue } from './invocations/event-queue.ts';
import { createRunFunction } from './invocations/run-function.ts';
import { createServiceInvoker } from './invocations/service-invoker.ts';
import { allLayerVersions } from './layers/layer-versions.ts';
import { operations } from './operations/operations.ts';
import { findPython } from './sandbox/find-python.ts';
import { openSandbox } from './sandbox/open-sandbox.ts';
import { openPlain } from './sandbox/plain.ts';
import type { SandboxMeans } from './sandbox/sandbox.ts';
import { createSettle } from './settle.ts';
import { lambdaStore } from './state/lambda-store.ts';
import { urlEndpoint } from './urls/url-endpoint.ts';

export interface Lambda extends Module {
  readonly invoker: FunctionInvoker & FunctionEvents;
  /** What gives functions their CPU. */
  readonly cpu: CpuLimits['means'] | 'machine';
  /** The sandbox of functions; found on first use. */
  sandbox(): Promise<SandboxMeans>;
  /** How many environments each function has. */
  environments(): EnvironmentCensus[];
}

export interface LambdaOptions {
  /** How long an idle environment lives, in milliseconds; ten minutes by default. */
  idleMs?: number;
  /** Where a bug of the engine is reported that no call waits for; standard error by default. */
  report?(error: unknown): void;
}

/** The program of an execution environment; a build puts the folder `runtime` beside the bundle. */
const bootstrap = new URL('./runtime/bootstrap.mjs', import.meta.url);

/** The least memory of an environment, in bytes: the machine's memory limits their number. */
const ENVIRONMENT_BYTES = 64 * 1024 * 1024;

/** Lambda: functions as separate processes that speak the Runtime API. */
export async function createLambda(
  context: EngineContext,
  {
    authority,
    changes,
    logs,
    objects,
    messages,
    queues,
  }: {
    authority: Authority;
    changes: ChangeSource;
    logs: LogWriter;
    /** S3 with functions' code; undefined if there is none. */
    objects?: ObjectReader | undefined;
    /** Destinations of events; undefined without queues, topics and buses. */
    messages?: MessageSender | undefined;
    /** Queues with messages for functions; undefined if there are none. */
    queues?: MessageQueues | undefined;
  },
  { idleMs = 600_000, report = reportToStandardError }: LambdaOptions = {},
): Promise<Lambda> {
  const cpu = openCpuLimits(context.config.lambdaCpu);
  const store = context.stores.open(lambdaStore);
  let watchdog: Watchdog | undefined;
  const watched = (temporaryFolder?: string) => {
    watchdog ??= startWatchdog(temporaryFolder, cpu?.groups);
    return watchdog;
  };
  const code = await openCodeStore(context.folder('lambda'), context.random.uuid, watched);
  await code.prune(
    Object.values(store.state.functions)
      .flatMap(({ latest, settled, versions }) => [latest, settled ?? latest, ...Object.values(versions)])
      .flatMap((settings) => [settings.code, ...(settings.layers ?? []).map((layer) => layer.code)])
      .concat(allLayerVersions(store.state).map((version) => version.code)),
  );

  const places = () => ({
    programs: fileURLToPath(new URL('.', bootstrap)),
    base: join(code.base, 'sandbox'),
    code: join(code.base, 'code'),
  });
  const sandbox = once(async () => {
    await code.ready();
    return openSandbox(context.config.lambdaSandbox, places());
  });
  const unconfined = once(async () => {
    await code.ready();
    return openPlain({ ...places(), base: join(code.base, 'unconfined') });
  });
  const processes = createProcesses(sandbox, once(findPython), watched);
  const pools = createPools(
    { context, authority, logs, processes, cpu },
    {
      idleMs,
      startingAtOnce: availableParallelism(),
      environments: Math.max(32, Math.floor(totalmem() / 2 / ENVIRONMENT_BYTES)),
    },
  );
  const ending = new AbortController();
  const hotReload = createHotReload({ store, pools, random: context.random });
  const settle = createSettle({
    context,
    store,
    code,
    pools,
    processes,
    hotReload,
    realism: context.realism,
    signal: ending.signal,
    report,
  });
  const concurrency = createConcurrency(store, context.config.lambdaConcurrency);
  const run = createRunFunction({ context, pools, concurrency });
  const events = createEventQueue({
    context,
    store,
    code,
    run,
    authority,
    messages,
    signal: ending.signal,
    report,
  });
  const mappings = createMappings({
    context,
    store,
    code,
    run,
    authority,
    changes,
    queues,
    messages,
    report,
  });
  const services = {
    context,
    authority,
    changes,
    store,
    code,
    pools,
    processes,
    settle,
    concurrency,
    run,
    events,
    mappings,
    objects,
    messages,
    queues,
  };

  const onReset = context.events.subscribe('reset', () => {
    void pools.end();
    void processes.clear();
    hotReload.sync();
    mappings.resume();
  });
  for (const { name, latest } of Object.values(store.state.functions)) {
    // A change that the process before did not finish comes through now.
    if (latest.state === 'Pending' || latest.lastUpdateStatus === 'InProgress') settle(name);
  }

  hotReload.sync();

  const { realism } = context;
  const permissions = store.behind(() => realism.permissionLagMs);
  return {
    services: [
      {
        model: models.lambda,
        listRule: (rule) => `[${rule}, Member must not be null]`,
        ownEnums: ['runtime'],
        operations: withResourceTags(
          lateOperations(
            { now: store, late: store.behind(() => realism.listLagMs) },
            (seen) => operations({ ...services, store: seen }),
            (name) => name === 'ListFunctions',
          ),
          ({ FunctionName, Resource, UUID }) => {
            const ofMapping = String(UUID ?? Resource ?? '').replace(/^.*:event-source-mapping:/, '');
            const mapping = store.state.mappings?.[ofMapping];
            if (mapping) return mapping.tags;
            const name = parseFunctionName(String(FunctionName ?? Resource ?? ''))?.name;
            return store.state.functions[name ?? '']?.tags;
          },
        ),
      },
    ],
    endpoints: [
      codeEndpoint(code),
      urlEndpoint({ ...services, permissions }),
      // A debugger reads code and source maps at the process's paths, so they must exist on this machine.
      debugEndpoint(createDebugFunction({ ...services, launch: createLauncher(unconfined, watched) })),
    ],
    invoker: createServiceInvoker({ ...services, permissions }),
    cpu: cpu?.means ?? 'machine',
    sandbox: async () => (await sandbox()).means,
    environments: () => takeCensus(store, pools),
    started() {
      events.resume();
      mappings.resume();
    },
    async dispose() {
      ending.abort();
      mappings.end();
      onReset[Symbol.dispose]();
      hotReload[Symbol.dispose]();
      await Promise.all([pools.end(), processes.clear()]);
      await Promise.all([watchdog?.[Symbol.asyncDispose](), cpu?.[Symbol.asyncDispose]()]);
      await code[Symbol.asyncDispose]();
    },
  };
}

/** Runs `open` on first use, and returns the same from then on. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}

function reportToStandardError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}
