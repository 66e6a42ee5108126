import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import { pending } from '../change-guard.ts';
import type { CodeStore } from '../code/code-store.ts';
import type { Revision } from '../environments/revision.ts';
import { functionArn } from '../function-name.ts';
import type { LambdaStore } from '../state/lambda-store.ts';
import type { Configuration } from '../state/records.ts';
import { foundVersion } from '../versions.ts';

export interface RunnableServices {
  context: Pick<EngineContext, 'config'>;
  store: LambdaStore;
  code: Pick<CodeStore, 'folder' | 'merged'>;
}

export interface Runnable {
  revision: Revision;
  /** The ARN as it was called, with its qualifier. */
  arn: string;
}

/**
 * Finds what a call on a function runs. Throws `ResourceNotFoundException`, or `ResourceConflictException` while the function is Pending.
 */
export function runnable(services: RunnableServices, text: string, qualifier?: string): Runnable {
  const { store, context, code } = services;
  const { record, settings, arn } = foundVersion(store.state, context.config, text, qualifier);
  const settled = settings.version === '$LATEST' ? record.settled : settings;
  if (!settled || settled.state === 'Pending') throw pending();
  return { arn, revision: revisionOf(settled, record.name, { context, code }) };
}

function revisionOf(
  settings: Configuration,
  name: string,
  { context, code }: Pick<RunnableServices, 'context' | 'code'>,
): Revision {
  return {
    id: settings.change,
    functionName: name,
    version: settings.version,
    functionArn: functionArn(context.config, name),
    runtime: settings.runtime,
    handler: settings.handler,
    roleArn: settings.role,
    timeoutMs: settings.timeout * 1000,
    memoryMb: settings.memorySize,
    variables: settings.variables ?? {},
    logGroup: settings.logging.group,
    logFormat: settings.logging.format,
    applicationLogLevel: settings.logging.applicationLevel,
    systemLogLevel: settings.logging.systemLevel,
    reloaded: settings.code.folder !== undefined,
    codeFolder: () => code.folder(settings.code),
    tmpMb: settings.ephemeralStorage ?? 512,
    layersFolder: () => code.merged((settings.layers ?? []).map((layer) => layer.code)),
  };
}
