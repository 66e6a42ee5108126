import { join } from 'node:path';
import { defaultConfig } from './config.ts';
import { createCallRecord } from './control/call-record.ts';
import { callsEndpoint } from './control/calls-endpoint.ts';
import { clockEndpoint } from './control/clock-endpoint.ts';
import { consoleEndpoint } from './control/console/console-endpoint.ts';
import { createConsoleFiles } from './control/console/console-files.ts';
import { consolePage } from './control/console/console-page.ts';
import { eventStreamEndpoint } from './control/event-stream.ts';
import { createDifficulties } from './control/faults/difficulties.ts';
import { createFaultRules } from './control/faults/fault-rules.ts';
import { faultsEndpoint } from './control/faults/faults-endpoint.ts';
import { healthEndpoint } from './control/health.ts';
import { resetEndpoint } from './control/reset.ts';
import { settingsEndpoint } from './control/settings-endpoint.ts';
import { createPartCounts } from './control/system/part-counts.ts';
import { systemEndpoint } from './control/system/system-endpoint.ts';
import { loadExporter } from './control/traces/otlp/load-exporter.ts';
import { createRecorder } from './control/traces/recorder.ts';
import { tracesEndpoint } from './control/traces/traces-endpoint.ts';
import { createDispatch } from './edge/dispatch.ts';
import { createRouteConnections } from './edge/doors/route-connections.ts';
import { createEventBus } from './edge/events.ts';
import type { EngineConfig } from './edge/interfaces/engine-config.ts';
import type { EngineContext } from './edge/interfaces/engine-context.ts';
import { listen } from './edge/listener.ts';
import { createQuotas } from './edge/quotas.ts';
import { rewriteInThread } from './rewrite/rewrite-in-thread.ts';
import { createApiGateway } from './services/apigateway/apigateway.ts';
import { createApiGatewayV2 } from './services/apigatewayv2/apigatewayv2.ts';
import { createCognitoIdp } from './services/cognito-idp/cognito-idp.ts';
import { createDynamoDb } from './services/dynamodb/dynamodb.ts';
import { createThrottle } from './services/execute-api/throttle.ts';
import { createIam } from './services/iam/iam.ts';
import { createLambda } from './services/lambda/lambda.ts';
import { createLogs } from './services/logs/logs.ts';
import { createSts } from './services/sts/sts.ts';
import { type Clock, systemClock, TestClock } from './store/clock.ts';
import { lockFolder } from './store/folder-lock.ts';
import { openJournal } from './store/journal.ts';
import { makeStateFolder } from './store/private-folder.ts';
import { type Random, systemRandom } from './store/random.ts';
import { createStores } from './store/stores.ts';
import { createUpstream } from './upstream/create-upstream.ts';
import { createMessageQueues } from './upstream/queues.ts';
import { createObjectReader } from './upstream/read-object.ts';
import { createMessageSender } from './upstream/send-message.ts';
import { openConnections } from './upstream/send-on.ts';

export interface EngineOptions extends Partial<EngineConfig> {
  clock?: Clock;
  random?: Random;
  /** Where the console's files are, with a slash at the end; beside the bundle when absent. */
  consoleFolder?: URL;
  /** Where a defect of the engine itself is reported; standard error when absent. */
  report?(error: unknown): void;
}

/** A running engine. Dispose of it to close its port, end its functions' processes and flush its state. */
export interface Engine extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly port: number;
  readonly context: EngineContext;
}

/**
 * Starts the engine: opens the state, makes the services, opens the port. What is left out of `options` is as in
 * `defaultConfig`: in memory, on a spare port. Rejects with the system's error when the port is taken, and leaves
 * nothing running then; with one sentence when another engine has the state.
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const {
    clock: givenClock,
    random = systemRandom,
    report = reportToStandardError,
    consoleFolder = new URL('./console/', import.meta.url),
    ...given
  } = options;
  const config: EngineConfig = Object.freeze({ ...defaultConfig, ...given });
  const clock = givenClock ?? (config.manualClock ? new TestClock(Date.now()) : systemClock);
  const folder = (name: string) => config.stateDir && join(config.stateDir, name);
  const endings: (() => Promise<void>)[] = [];
  const end = async () => {
    for (const ending of endings.splice(0).reverse()) await ending();
  };

  try {
    if (config.stateDir) await makeStateFolder(config.stateDir);
    const lock = config.stateDir === undefined ? undefined : await lockState(config.stateDir);
    if (lock) endings.push(async () => lock[Symbol.asyncDispose]());
    const journalFolder = folder('journal');
    const journal = journalFolder
      ? await openJournal(journalFolder, {
          durable: config.durability === 'power',
          recover: config.recover,
          rewrite: rewriteInThread,
        })
      : undefined;
    if (journal) endings.push(async () => journal[Symbol.asyncDispose]());
    const stores = createStores(journal, clock);
    const events = createEventBus(report);
    let port = config.port;
    const endpoint = () => `http://127.0.0.1:${port}`;
    const routes = createRouteConnections();
    const realism = { ...config.realism };
    const context: EngineContext = {
      config,
      realism,
      clock,
      random,
      events,
      stores,
      routes,
      folder,
      endpoint,
    };

    const recorder = createRecorder(context);
    const iam = createIam(context);
    const logs = createLogs(context);
    const { authority } = iam;
    const dynamodb = await createDynamoDb(context);
    const { changes } = dynamodb;
    const beyond = config.upstream === undefined ? undefined : openConnections(config.upstream);
    if (beyond) endings.push(async () => beyond[Symbol.asyncDispose]());
    const lambda = await createLambda(
      context,
      {
        authority,
        changes,
        logs: logs.writer,
        objects: beyond && createObjectReader(beyond, config.region),
        messages: beyond && createMessageSender(beyond),
        queues: beyond && createMessageQueues(beyond),
      },
      { report },
    );
    logs.connect(lambda.invoker);
    const collaborators = { functions: lambda.invoker, authority, logs: logs.writer, traces: recorder.gate };
    const gates = { ...collaborators, throttle: createThrottle(clock, config.region) };
    const apis = [createApiGateway(context, gates), createApiGatewayV2(context, gates)];
    const modules = [
      ...apis,
      createCognitoIdp(context, collaborators),
      dynamodb,
      lambda,
      logs,
      iam,
      createSts(context, iam),
    ];
    for (const module of modules) {
      if (module.dispose) endings.push(() => module.dispose?.() ?? Promise.resolve());
    }
    await journal?.compact(() => stores.snapshot());

    const services = modules.flatMap((module) => module.services);
    const faults = createFaultRules(config.faults, random);
    const quotas = createQuotas(clock);
    events.subscribe('reset', () => quotas.refill());
    const intercept = createDifficulties(clock, faults, () => (realism.quotas ? quotas : undefined));
    const upstream = beyond && createUpstream(beyond, { ...context, authority, services, intercept, report });
    const consoleFiles = createConsoleFiles(consoleFolder);
    const page = () => consolePage(consoleFiles);
    const listener = await listen({
      host: config.host,
      port: config.port,
      doors: config,
      routes,
      report,
      upstream,
      dispatch: createDispatch({ ...context, authority, services, intercept, report, page }),
      endpoints: [
        ...modules.flatMap((module) => module.endpoints ?? []),
        healthEndpoint(
          services.map(({ model }) => model.service),
          upstream?.health,
        ),
        resetEndpoint(context),
        eventStreamEndpoint(context),
        faultsEndpoint(faults, random),
        callsEndpoint(createCallRecord(events)),
        clockEndpoint(clock),
        settingsEndpoint(config, lambda, realism),
        consoleEndpoint(consoleFiles),
        tracesEndpoint(recorder),
        systemEndpoint({
          startedAt: clock.now(),
          counts: createPartCounts(events),
          recorder,
          environments: lambda.environments,
          undeployed: () => apis.flatMap(({ undeployed }) => undeployed()),
        }),
      ],
    });
    endings.push(async () => listener[Symbol.asyncDispose]());
    if (config.otlp) {
      const { exportTraces } = await loadExporter();
      const exporting = exportTraces(config.otlp, { kept: recorder.kept, events, report });
      endings.push(async () => exporting[Symbol.asyncDispose]());
    }
    port = listener.port;
    for (const module of modules) module.started?.();
    return { endpoint: endpoint(), port, context, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Keeps other engines away from the state. Rejects with one sentence when one is there already. */
async function lockState(stateDir: string): Promise<AsyncDisposable> {
  const lock = await lockFolder(join(stateDir, 'lock'));
  if (!lock.holder) return lock;
  const { pid } = lock.holder;
  throw new Error(
    `Another engine${pid === undefined ? '' : ` (process ${pid})`} has the state in ${stateDir}: stop it, or give this one another STATE_DIR.`,
  );
}

function reportToStandardError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}
