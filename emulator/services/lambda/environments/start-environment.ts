import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { LogWriter } from '../../../edge/interfaces/log-writer.ts';
import { Environment, type InitFailure } from './environment.ts';
import type { CpuLimits } from './environment-cpu.ts';
import { type EnvironmentLog, openLog } from './environment-log.ts';
import type { FunctionProcess } from './function-process.ts';
import type { Inspection } from './inspection.ts';
import { logTarget } from './log-target.ts';
import type { PlatformLines } from './platform-lines.ts';
import { jsonPlatformLines } from './platform-lines-json.ts';
import { textPlatformLines } from './platform-lines-text.ts';
import type { Processes } from './processes.ts';
import type { Revision } from './revision.ts';
import { environmentVariables, startSettings } from './variables.ts';

export interface StartDependencies {
  context: Pick<EngineContext, 'clock' | 'config' | 'endpoint' | 'random'>;
  authority: Authority;
  logs: LogWriter;
  processes: Pick<Processes, 'of'>;
  /** Undefined if functions get the machine's CPU. */
  cpu: CpuLimits | undefined;
}

export interface Started {
  environment: Environment;
  failure: InitFailure | undefined;
  log: EnvironmentLog;
  lines: PlatformLines;
}

/** How long Lambda's credentials for a function live. */
const CREDENTIALS_SECONDS = 12 * 60 * 60;

/**
 * Makes an execution environment of a revision and waits for its init, at most `withinMs`. The `phase` is for the log: a failed init is
 * tried once more, then as part of the waiting invocation. `made` gets the environment before its init, so that it can be ended meanwhile.
 */
export async function startEnvironment(
  { context, authority, logs, processes, cpu }: StartDependencies,
  revision: Revision,
  {
    phase,
    withinMs,
    inspection,
    made,
  }: {
    phase: 'init' | 'invoke';
    withinMs: number;
    /** Set when it is to run under the inspector. */
    inspection: Inspection | undefined;
    made(environment: Environment): void;
  },
): Promise<Started> {
  const { clock, config, random } = context;
  const { early, sourceMaps } = startSettings(revision.runtime, revision.variables);
  const { launch, spares } = processes.of(revision.runtime);
  const codeFolder = await revision.codeFolder();
  const lines =
    revision.logFormat === 'JSON'
      ? jsonPlatformLines(revision, config.region, clock.now)
      : textPlatformLines(revision, config.region);
  const credentials = authority.assumeForService({
    roleArn: revision.roleArn,
    sessionName: revision.functionName,
    durationSeconds: CREDENTIALS_SECONDS,
    sourceFunctionArn: revision.functionArn,
  });
  const target = logTarget(revision, { authority, config, clock, random });
  const environment = new Environment({
    limits: revision,
    clock,
    lines,
    cpu: cpu?.forEnvironment(revision.memoryMb),
  });
  environment.credentialsExpireAt = credentials.expiration;
  const runtimeApi = await environment.openApi();
  const needsOwn = Object.keys(early).length > 0;
  const process: FunctionProcess = inspection
    ? await inspection.launch(revision.memoryMb, early)
    : ((needsOwn ? undefined : spares.take(revision.memoryMb, { anywhere: revision.reloaded })) ??
      (await launch(revision.memoryMb, early, [], revision.reloaded ? codeFolder : undefined)));
  const log = openLog(process, target, { clock, logs });
  if (phase === 'init') log.write(...lines.initStart());
  const init = environment.init(process, log, { phase, withinMs });
  made(environment);
  const bound = { code: codeFolder, layers: await revision.layersFolder(), tmpMb: revision.tmpMb };
  const view = process.view(bound);
  process.assign(bound, {
    root: view.taskRoot,
    layers: view.layers,
    handler: revision.handler,
    sourceMaps,
    env: environmentVariables(revision, {
      region: config.region,
      endpoint: context.endpoint(),
      credentials,
      logStream: target.stream,
      runtimeApi,
      view,
    }),
  });
  const failure = await init;
  if (failure) {
    const { outcome, errorType } = failure.of('');
    const status = outcome === 'timeout' ? 'timeout' : 'error';
    log.write(...lines.initReport({ phase, status, durationMs: failure.durationMs, errorType }));
  }
  return { environment, failure, log, lines };
}
