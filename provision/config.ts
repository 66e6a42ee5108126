import { join, resolve } from 'node:path';
import { ReaderError } from './reconcile/reader-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export const TARGETS = ['embedded', 'localstack', 'aws'] as const;
export type Target = (typeof TARGETS)[number];

/** REST API, HTTP API, or one of each. */
export const API_KINDS = ['rest', 'http', 'both'] as const;
export type ApiKind = (typeof API_KINDS)[number];

/** Everything provisioning can be told, checked once and never changed afterwards. */
export interface Config {
  readonly target: Target;
  readonly app: string;
  readonly stage: string;
  readonly region: string;
  /** Where the AWS calls go; undefined lets the SDK choose AWS's own endpoints. */
  readonly endpoint: string | undefined;
  /** Credentials that answer on the machine only; undefined lets the SDK's own chain find real ones. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** The account that must answer, when one was named. */
  readonly expectedAccount: string | undefined;
  /** The project's folder, absolute. */
  readonly root: string;
  /** Where outputs and the origin's secret are kept, absolute. */
  readonly stateDir: string;
  /** Which of API Gateway's kinds of API guard the origin. */
  readonly api: ApiKind;
  readonly tableName: string;
  /** The origin's address, without a slash at the end; undefined: the source server is deployed as a function. */
  readonly originUrl: string | undefined;
  /** The secret given in the environment; undefined: the one kept in `stateDir`. */
  readonly originSecret: string | undefined;
  /** Seconds for which API Gateway may keep an authorizer's answer, 0 to 3600. */
  readonly authorizerTtl: number;
  /** Days for which log lines are kept. */
  readonly logRetentionDays: number;
  /** Whether pool and table refuse to be deleted until they are told otherwise. */
  readonly protectData: boolean;
  /** Whether a change is asked about before it is made. */
  readonly confirm: boolean;
}

/** The days CloudWatch Logs accepts (PutRetentionPolicy, `retentionInDays`). */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Reads the environment of a run: TARGET, STAGE, APP, AWS_REGION, AWS_ENDPOINT_URL, PORT, STATE_DIR, API, TABLE_NAME,
 * ORIGIN, ORIGIN_URL, ORIGIN_PORT, ORIGIN_SECRET, AUTHORIZER_TTL, LOG_RETENTION_DAYS, EXPECTED_ACCOUNT. `root` is the project's
 * folder, against which STATE_DIR is resolved. Throws ReaderError of one sentence that names the variable.
 */
export function readConfig(env: Environment, root: string): Config {
  const target = readTarget(env);
  const local = target !== 'aws';
  const stage = match(
    env,
    'STAGE',
    'dev',
    /^[a-z][a-z0-9-]{0,19}$/,
    'lower-case letters, digits and dashes, starting with a letter, at most 20',
  );
  const app = match(
    env,
    'APP',
    'gatehouse',
    /^[a-z][a-z0-9-]{0,19}$/,
    'lower-case letters, digits and dashes, starting with a letter, at most 20',
  );
  const port = number(env, 'PORT', 4566, 1, 65535);
  const originPort = number(env, 'ORIGIN_PORT', 3000, 1, 65535);
  const retention = number(env, 'LOG_RETENTION_DAYS', 14, 1, 3653);
  if (!RETENTIONS.includes(retention)) {
    throw new ReaderError(
      `LOG_RETENTION_DAYS is ${retention}: CloudWatch Logs takes one of ${RETENTIONS.join(', ')}.`,
    );
  }
  return Object.freeze({
    target,
    app,
    stage,
    region: readRegion(env, local),
    endpoint: readEndpoint(env, target, port),
    credentials: local ? Object.freeze({ accessKeyId: 'test', secretAccessKey: 'test' }) : undefined,
    expectedAccount: env['EXPECTED_ACCOUNT']
      ? match(env, 'EXPECTED_ACCOUNT', '', /^\d{12}$/, 'the 12 digits of an account')
      : undefined,
    root: resolve(root),
    stateDir: resolve(root, env['STATE_DIR'] || '.stack'),
    api: readApi(env),
    tableName: match(
      env,
      'TABLE_NAME',
      stage === 'dev' ? 'user' : `user-${stage}`,
      /^[a-zA-Z0-9_.-]{3,255}$/,
      '3 to 255 letters, digits, underscores, dots and dashes',
    ),
    originUrl: readOriginUrl(env, local, originPort),
    originSecret: env['ORIGIN_SECRET']
      ? match(
          env,
          'ORIGIN_SECRET',
          '',
          /^[A-Za-z0-9_-]{16,256}$/,
          '16 to 256 letters, digits, underscores and dashes',
        )
      : undefined,
    authorizerTtl: number(env, 'AUTHORIZER_TTL', 60, 0, 3600),
    logRetentionDays: retention,
    protectData: !local,
    confirm: !local,
  });
}

/** Where a run keeps what it remembers, for readers that need nothing else of the configuration. */
export function outputsPath(stateDir: string): string {
  return join(stateDir, 'outputs.json');
}

function readTarget(env: Environment): Target {
  const given = env['TARGET'] || 'embedded';
  const target = TARGETS.find((name) => name === given);
  if (!target) throw new ReaderError(`TARGET is "${given}": give one of ${TARGETS.join(', ')}.`);
  return target;
}

function readRegion(env: Environment, local: boolean): string {
  const given = env['AWS_REGION'] || (local ? 'us-east-1' : '');
  if (!given)
    throw new ReaderError(
      'AWS_REGION is not set: a real account needs it named, such as AWS_REGION=eu-central-1.',
    );
  return match(
    { AWS_REGION: given },
    'AWS_REGION',
    '',
    /^[a-z]{2}(-[a-z]+)+-\d$/,
    'the name of a region, such as us-east-1',
  );
}

function readEndpoint(env: Environment, target: Target, port: number): string | undefined {
  const given = Object.keys(env).filter((name) => name.startsWith('AWS_ENDPOINT_URL') && env[name]);
  if (target === 'aws') {
    if (given.length === 0) return undefined;
    throw new ReaderError(
      `${given.join(' and ')} is set, and TARGET=aws goes to AWS's own endpoints: unset it, or choose another target.`,
    );
  }
  const other = given.find((name) => name !== 'AWS_ENDPOINT_URL');
  if (other)
    throw new ReaderError(
      `${other} is set, and one endpoint serves everything here: unset it, or set AWS_ENDPOINT_URL.`,
    );
  const endpoint = readUrl('AWS_ENDPOINT_URL', env['AWS_ENDPOINT_URL'] || `http://127.0.0.1:${port}`);
  if (!isLoopback(endpoint.hostname)) {
    throw new ReaderError(
      `AWS_ENDPOINT_URL is ${endpoint.origin}, which is not this machine: TARGET=${target} only ever talks to loopback.`,
    );
  }
  return endpoint.origin;
}

/** Whether a host's name can only mean this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\]|localhost\.localstack\.cloud)$/.test(host);
}

function readApi(env: Environment): ApiKind {
  const given = env['API'] || 'rest';
  const kind = API_KINDS.find((name) => name === given);
  if (!kind) throw new ReaderError(`API is "${given}": give one of ${API_KINDS.join(', ')}.`);
  return kind;
}

function readOriginUrl(env: Environment, local: boolean, port: number): string | undefined {
  const origin = env['ORIGIN'] || (env['ORIGIN_URL'] || local ? 'url' : 'lambda');
  if (origin !== 'url' && origin !== 'lambda')
    throw new ReaderError(`ORIGIN is "${origin}": give url or lambda.`);
  if (origin === 'lambda') {
    if (!env['ORIGIN_URL']) return undefined;
    throw new ReaderError(
      'ORIGIN=lambda makes an origin of its own, and ORIGIN_URL names another: unset one of them.',
    );
  }
  if (!env['ORIGIN_URL'] && !local) {
    throw new ReaderError('ORIGIN=url needs ORIGIN_URL: the public address of the origin.');
  }
  const url = readUrl('ORIGIN_URL', env['ORIGIN_URL'] || `http://127.0.0.1:${port}`);
  if (!local && isLoopback(url.hostname)) {
    throw new ReaderError(
      `ORIGIN_URL is ${url.origin}, which a real account cannot reach: give a public address.`,
    );
  }
  if (!local && url.protocol !== 'https:') {
    throw new ReaderError(
      `ORIGIN_URL is ${url.origin}: the secret that opens the origin must not travel in the clear; give https.`,
    );
  }
  if (url.search || url.hash || url.username) {
    throw new ReaderError(
      'ORIGIN_URL carries a query, a fragment or a user: give scheme, host, port and path only.',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function readUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ReaderError(`${name} is "${text}": give an address that begins with http:// or https://.`);
  }
  return url;
}

function match(env: Environment, name: string, fallback: string, pattern: RegExp, wanted: string): string {
  const text = env[name] || fallback;
  if (!pattern.test(text)) throw new ReaderError(`${name} is "${text}": give ${wanted}.`);
  return text;
}

function number(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const text = env[name] || String(fallback);
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new ReaderError(`${name} is "${text}": give a whole number from ${least} to ${most}.`);
  }
  return value;
}
