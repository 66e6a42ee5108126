import type {
  CreateFunctionRequest,
  LoggingConfig,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { AwsError, notImplemented } from '../../edge/aws-error.ts';
import type { Authority } from '../../edge/interfaces/authority.ts';
import type { Call, Honoured } from '../../edge/operation.ts';
import { RESERVED_VARIABLES } from './environments/variables.ts';
import { limits } from './limits.ts';
import { checkRuntime } from './runtimes.ts';
import type { Logging } from './state/records.ts';

type Settings = CreateFunctionRequest | UpdateFunctionConfigurationRequest;

/** What CreateFunction and UpdateFunctionConfiguration both honour. Turning a feature off is accepted, turning it on is refused. */
export const honouredSettings = {
  FunctionName: true,
  Role: true,
  Handler: true,
  Description: true,
  Timeout: true,
  MemorySize: true,
  Runtime: true,
  Environment: { Variables: true },
  LoggingConfig: { LogFormat: true, ApplicationLogLevel: true, SystemLogLevel: true, LogGroup: true },
  TracingConfig: { Mode: ['PassThrough'] },
  EphemeralStorage: { Size: true },
  SnapStart: { ApplyOn: ['None'] },
  KMSKeyArn: [''],
  Layers: true,
  FileSystemConfigs: [],
  VpcConfig: { SubnetIds: [], SecurityGroupIds: [], Ipv6AllowedForDualStack: [false] },
} as const satisfies Record<string, Honoured>;

/** Variables that make Lambda run something else than the handler (developer guide, "Modifying the runtime environment"). */
const UNHONOURED_VARIABLES = ['AWS_LAMBDA_EXEC_WRAPPER'];

/** Checks the settings that the model's constraints leave open. Throws `InvalidParameterValueException` or `ValidationException`. */
export function checkSettings({ Runtime, Timeout, MemorySize, Environment }: Settings): void {
  checkRuntime(Runtime);
  const broken = [
    ...(Timeout !== undefined && Timeout > limits.timeoutSeconds
      ? [
          `Value '${Timeout}' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to ${limits.timeoutSeconds}`,
        ]
      : []),
    ...(MemorySize !== undefined && MemorySize > limits.memoryMb
      ? [
          `Value '${MemorySize}' at 'memorySize' failed to satisfy constraint: Member must have value less than or equal to ${limits.memoryMb}`,
        ]
      : []),
  ];
  if (broken.length > 0) {
    const count = `${broken.length} validation error${broken.length > 1 ? 's' : ''} detected`;
    throw new AwsError('ValidationException', `${count}: ${broken.join('; ')}`, { status: 400 });
  }
  const variables = Environment?.Variables ?? {};
  const reserved = Object.keys(variables).filter((name) => RESERVED_VARIABLES.includes(name));
  if (reserved.length > 0) {
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const unhonoured = UNHONOURED_VARIABLES.find((name) => variables[name] !== undefined);
  if (unhonoured) throw notImplemented(`The environment variable ${unhonoured}`);
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > limits.environmentBytes) {
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
    );
  }
}

/**
 * Checks that the caller may hand the role to Lambda (`iam:PassRole`) and that Lambda may take it for this function. Throws AWS's access error, or
 * `InvalidParameterValueException` with the sentence that deployers wait on after making a role.
 */
export function checkRole(
  role: string,
  functionArn: string,
  authority: Pick<Authority, 'isAssumableBy'>,
  call: Pick<Call, 'authorize'>,
): void {
  call.authorize('iam:PassRole', role, { 'iam:PassedToService': 'lambda.amazonaws.com' });
  if (!authority.isAssumableBy(role, 'lambda.amazonaws.com', functionArn)) {
    throw invalid('The role defined for the function cannot be assumed by Lambda.');
  }
}

/** The logging settings after a change; levels are only for JSON, where the default is INFO. */
export function loggingOf(name: string, given: LoggingConfig | undefined, before?: Logging): Logging {
  const format = given?.LogFormat ?? before?.format ?? 'Text';
  const group = given?.LogGroup ?? before?.group ?? `/aws/lambda/${name}`;
  if (format === 'Text') {
    if (given?.ApplicationLogLevel || given?.SystemLogLevel) {
      throw invalid('To set ApplicationLogLevel or SystemLogLevel, LogFormat must be JSON.');
    }
    return { format, group };
  }
  return {
    format,
    group,
    applicationLevel: given?.ApplicationLogLevel ?? before?.applicationLevel ?? 'INFO',
    systemLevel: given?.SystemLogLevel ?? before?.systemLevel ?? 'INFO',
  };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
