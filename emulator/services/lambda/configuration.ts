import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { EngineConfig } from '../../edge/interfaces/engine-config.ts';
import { runtimeVersionArn } from './environments/runtime-version.ts';
import { functionArn } from './function-name.ts';
import type { Configuration } from './state/records.ts';

/** Lambda's time format, `2026-01-01T00:00:00.000+0000`. */
export function lambdaTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

/**
 * A function's settings as the API shows them. `qualifier` is the end of the ARN: absent for a call on the function itself (then `$LATEST`
 * has none).
 */
export function shownConfiguration(
  place: Pick<EngineConfig, 'accountId' | 'region'>,
  name: string,
  settings: Configuration,
  qualifier?: string,
): FunctionConfiguration {
  const { state, lastUpdateStatus, logging } = settings;
  return {
    FunctionName: name,
    FunctionArn: functionArn(place, name, qualifier),
    Runtime: settings.runtime as FunctionConfiguration['Runtime'],
    Role: settings.role,
    Handler: settings.handler,
    CodeSize: settings.code.size,
    Description: settings.description,
    Timeout: settings.timeout,
    MemorySize: settings.memorySize,
    LastModified: lambdaTime(settings.lastModified),
    CodeSha256: settings.code.sha256,
    Version: settings.version,
    ...(settings.variables && { Environment: { Variables: settings.variables } }),
    ...(settings.layers?.length && {
      Layers: settings.layers.map(({ arn, code }) => ({ Arn: arn, CodeSize: code.size })),
    }),
    ...(settings.deadLetterArn && { DeadLetterConfig: { TargetArn: settings.deadLetterArn } }),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: settings.revisionId,
    State: state,
    ...(state === 'Pending' && {
      StateReason: 'The function is being created.',
      StateReasonCode: 'Creating',
    }),
    ...(lastUpdateStatus && { LastUpdateStatus: lastUpdateStatus }),
    ...(lastUpdateStatus === 'InProgress' && {
      LastUpdateStatusReason: 'The function is being created.',
      // AWS sends this code, which its own model does not list.
      LastUpdateStatusReasonCode: 'Creating' as FunctionConfiguration['LastUpdateStatusReasonCode'],
    }),
    PackageType: 'Zip',
    Architectures: [settings.architecture as 'x86_64'],
    EphemeralStorage: { Size: settings.ephemeralStorage ?? 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(settings.runtime, place.region) },
    LoggingConfig: {
      LogFormat: logging.format,
      ...(logging.applicationLevel && { ApplicationLogLevel: logging.applicationLevel as 'INFO' }),
      ...(logging.systemLevel && { SystemLogLevel: logging.systemLevel as 'INFO' }),
      LogGroup: logging.group,
    },
  };
}

/** The same without the state of the last change, and without the version of the runtime (recorded), which lists leave out. */
export function listedConfiguration(...shown: Parameters<typeof shownConfiguration>): FunctionConfiguration {
  const { State, StateReason, StateReasonCode, LastUpdateStatus, LastUpdateStatusReason, ...rest } =
    shownConfiguration(...shown);
  const { LastUpdateStatusReasonCode, RuntimeVersionConfig, ...listed } = rest;
  return listed;
}
