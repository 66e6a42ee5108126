import type { TemporaryCredentials } from '../../../edge/interfaces/authority.ts';
import { isPython } from '../runtimes.ts';
import type { View } from '../sandbox/sandbox.ts';
import type { Revision } from './revision.ts';

/** Names that a function's configuration may not set (developer guide, "Defined runtime environment variables"). */
export const RESERVED_VARIABLES: readonly string[] = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
];

export interface Surroundings {
  region: string;
  /** Where the function's SDK clients find this engine. */
  endpoint: string;
  credentials: TemporaryCredentials;
  logStream: string;
  runtimeApi: string;
  view: View;
}

/**
 * The whole environment of a function's process: Lambda's variables, the function's own, and `AWS_ENDPOINT_URL`, by which the SDK finds the
 * engine; nothing of the engine's own environment.
 */
export function environmentVariables(revision: Revision, around: Surroundings): Record<string, string> {
  const { credentials, view } = around;
  // A Node.js runtime's number, which is in the names of layers' folders.
  const version = /^nodejs(\d+)/.exec(revision.runtime)?.[1];
  const opt = view.layers ?? '/opt';
  const searched: Record<string, string> = isPython(revision.runtime)
    ? { PYTHONPATH: view.runtime }
    : {
        NODE_PATH: `${opt}/nodejs/node${version}/node_modules:${opt}/nodejs/node_modules:${view.runtime}/node_modules:${view.runtime}:${view.taskRoot}`,
      };
  return {
    PATH: `${view.programs}:/usr/local/bin:/usr/bin/:/bin:${opt}/bin`,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    LD_LIBRARY_PATH: `/var/lang/lib:/lib64:/usr/lib64:${view.runtime}:${view.runtime}/lib:${view.taskRoot}:${view.taskRoot}/lib:${opt}/lib`,
    ...searched,
    AWS_ENDPOINT_URL: around.endpoint,
    // Lambda has an X-Ray daemon there; here nobody listens, and the SDK does not mind.
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    ...revision.variables,
    _HANDLER: revision.handler,
    AWS_REGION: around.region,
    AWS_DEFAULT_REGION: around.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${revision.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: revision.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: revision.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(revision.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: revision.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: around.logStream,
    ...(revision.logFormat === 'JSON' && {
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: revision.applicationLogLevel ?? 'INFO',
    }),
    AWS_LAMBDA_RUNTIME_API: around.runtimeApi,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    LAMBDA_TASK_ROOT: view.taskRoot,
    LAMBDA_RUNTIME_DIR: view.runtime,
  };
}

/** How the function's variables that are read at a process's start reach it. */
export interface StartSettings {
  /** The variables that Node.js or the loader only reads at its start. With them, a spare cannot be used. */
  early: Readonly<Record<string, string>>;
  /** `NODE_OPTIONS=--enable-source-maps`, the usual one, can be turned on in a spare. */
  sourceMaps: boolean;
}

/** Returns which of a function's variables a process needs from its start. */
export function startSettings(runtime: string, variables: Readonly<Record<string, string>>): StartSettings {
  if (isPython(runtime)) {
    const early = Object.entries(variables).filter(([name]) => /^(PYTHON|SSL_|OPENSSL_|LD_)/.test(name));
    return { early: Object.fromEntries(early), sourceMaps: false };
  }
  const sourceMaps = variables['NODE_OPTIONS']?.trim() === '--enable-source-maps';
  const early = Object.entries(variables).filter(
    ([name]) =>
      /^(NODE_|UV_|SSL_|OPENSSL_|LD_)/.test(name) &&
      name !== 'NODE_ENV' &&
      !(sourceMaps && name === 'NODE_OPTIONS'),
  );
  return { early: Object.fromEntries(early), sourceMaps };
}
