import { resolve } from 'node:path';
import { ReaderError } from '../provision/reconcile/reader-error.ts';

/** Where this environment lives; everything that two environments side by side must not share. */
export interface Settings {
  /** The project's folder. */
  readonly root: string;
  /** Absolute path of the folder with all state. */
  readonly stateDir: string;
  /** As the person gave it, for messages and commands to paste. */
  readonly stateDirName: string;
  /** The engine's port; 0 takes a spare one. */
  readonly port: number;
  /** The origin's port; 0 takes a spare one. */
  readonly originPort: number;
  /** The engine from ENGINE; empty without it. */
  readonly engine: string;
  /** LocalStack's token, only for its container; empty without one. */
  readonly localStackToken: string;
  /** The address of a running LocalStack; empty without one. */
  readonly localStackEndpoint: string;
  /** The upstream of the embedded engine: an address, `localstack` to start one, or empty. */
  readonly upstream: string;
  /** The port of a started upstream; 0 takes a spare one. */
  readonly upstreamPort: number;
  /** Whether to answer in JSON. */
  readonly json: boolean;
  /** The environment as it was given, for the doctor. */
  readonly given: Readonly<Record<string, string | undefined>>;
  /** The environment for child processes: what was given, without ports and anything that could lead to a real account. */
  readonly childEnv: Readonly<Record<string, string>>;
}

/** The AWS variables that child processes see: the region, and the Makefile's switch against a note of the SDK. */
const PASSED = ['AWS_REGION', 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'];

/**
 * Reads PORT (4566), ORIGIN_PORT (3000), STATE_DIR (.stack), ENGINE, LOCALSTACK_AUTH_TOKEN, LOCALSTACK_ENDPOINT, UPSTREAM, UPSTREAM_PORT (4599) and JSON.
 * Throws ReaderError of one sentence that names the variable and what to do.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>, root: string): Settings {
  const stateDirName = env['STATE_DIR'] || '.stack';
  const port = portOf(env, 'PORT', 4566);
  const originPort = portOf(env, 'ORIGIN_PORT', 3000);
  if (port !== 0 && port === originPort) {
    throw new ReaderError(`PORT and ORIGIN_PORT are both ${port}: give them two different ports.`);
  }
  const childEnv = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => {
      const [name, value] = entry;
      return (
        value !== undefined &&
        (PASSED.includes(name) ||
          !/^(AWS_|PORT$|ORIGIN_PORT$|NODE_OPTIONS$|LOCALSTACK_AUTH_TOKEN$)/.test(name))
      );
    }),
  );
  return Object.freeze({
    root,
    stateDir: resolve(root, stateDirName),
    stateDirName,
    port,
    originPort,
    engine: env['ENGINE'] ?? '',
    localStackToken: env['LOCALSTACK_AUTH_TOKEN'] ?? '',
    localStackEndpoint: env['LOCALSTACK_ENDPOINT'] ?? '',
    upstream: env['UPSTREAM'] ?? '',
    upstreamPort: portOf(env, 'UPSTREAM_PORT', port === 0 ? 0 : 4599),
    json: Boolean(env['JSON']),
    given: env,
    childEnv: Object.freeze(childEnv),
  });
}

/** A port from a variable. Throws ReaderError if it is invalid. */
export function portOf(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: number,
): number {
  const text = env[name];
  if (!text) return otherwise;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new ReaderError(
      `${name} is "${text}": give a port, a whole number from 0 (any spare one) to 65535.`,
    );
  }
  return port;
}
