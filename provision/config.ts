import { join, resolve } from 'node:path';
import type { CredentialStorage } from '../lambdas/shared/credential-key.ts';
import { ReaderError } from './reconcile/reader-error.ts';
import { readEndpoint } from './variables/endpoint.ts';
import { type Limits, readLimits } from './variables/limits.ts';
import { readOriginUrl } from './variables/origin-url.ts';
import { readTarget, type Target } from './variables/target.ts';
import { type Environment, readNumber, readText } from './variables/variable.ts';

/** REST API, HTTP API, or one of each. */
export const API_KINDS = ['rest', 'http', 'both'] as const;
export type ApiKind = (typeof API_KINDS)[number];

/** The language of the stack's functions: `lambdas/`, or `examples/python/`. */
export const LANGUAGES = ['nodejs', 'python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the table stores of a credential: itself, or a digest that opens nothing. */
const STORAGES = ['plain', 'hashed'] as const;

/** All settings of provisioning, checked once and never changed afterwards. */
export interface Config {
  readonly target: Target;
  readonly app: string;
  readonly stage: string;
  readonly region: string;
  /** Where AWS calls go; undefined lets the SDK choose AWS's own endpoints. */
  readonly endpoint: string | undefined;
  /** Credentials that work only on this machine; undefined lets the SDK's own chain find real ones. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** The account that must answer, if one was named. */
  readonly expectedAccount: string | undefined;
  /** The project's folder, absolute. */
  readonly root: string;
  /** Where outputs and the origin's secret are stored, absolute. */
  readonly stateDir: string;
  /** The kinds of API that guard the origin. */
  readonly api: ApiKind;
  /** The language of the post-confirmation trigger and the authorizer. */
  readonly language: Language;
  readonly tableName: string;
  /** The origin's address, without a trailing slash; undefined: the source server is deployed as a function. */
  readonly originUrl: string | undefined;
  /** The secret given in the environment; undefined: the one stored in `stateDir`. */
  readonly originSecret: string | undefined;
  /** Seconds for which API Gateway may cache an authorizer's answer, 0 to 3600. */
  readonly authorizerTtl: number;
  /** Seconds for which a credential stays valid after a rotation, 0 to 604800. */
  readonly credentialGrace: number;
  readonly credentialStorage: CredentialStorage;
  /** What each person may ask of the REST API; undefined: as much as they like. */
  readonly limits: Limits | undefined;
  /** Days for which log lines are kept. */
  readonly logRetentionDays: number;
  /** Whether pool and table have deletion protection. */
  readonly protectData: boolean;
  /** Whether to ask before a change. */
  readonly confirm: boolean;
}

/** The days CloudWatch Logs accepts (PutRetentionPolicy, `retentionInDays`). */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Reads the environment of a run: TARGET, STAGE, APP, AWS_REGION, AWS_ENDPOINT_URL, PORT, STATE_DIR, API, LAMBDA_LANGUAGE, TABLE_NAME,
 * ORIGIN, ORIGIN_URL, ORIGIN_PORT, ORIGIN_SECRET, AUTHORIZER_TTL, CREDENTIAL_GRACE, CREDENTIAL_STORAGE, RATE, BURST,
 * QUOTA, LOG_RETENTION_DAYS, EXPECTED_ACCOUNT. `root` is the project's
 * folder, against which STATE_DIR is resolved. Throws ReaderError of one sentence that names the variable.
 */
export function readConfig(env: Environment, root: string): Config {
  const target = readTarget(env);
  const local = target !== 'aws';
  const stage = readText(
    env,
    'STAGE',
    'dev',
    /^[a-z][a-z0-9-]{0,19}$/,
    'lower-case letters, digits and dashes, starting with a letter, at most 20',
  );
  const app = readText(
    env,
    'APP',
    'gatehouse',
    /^[a-z][a-z0-9-]{0,19}$/,
    'lower-case letters, digits and dashes, starting with a letter, at most 20',
  );
  const port = readNumber(env, 'PORT', 4566, 1, 65535);
  const originPort = readNumber(env, 'ORIGIN_PORT', 3000, 1, 65535);
  const retention = readNumber(env, 'LOG_RETENTION_DAYS', 14, 1, 3653);
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
      ? readText(env, 'EXPECTED_ACCOUNT', '', /^\d{12}$/, 'the 12 digits of an account')
      : undefined,
    root: resolve(root),
    stateDir: resolve(root, env['STATE_DIR'] || '.stack'),
    api: readApi(env),
    language: readLanguage(env),
    tableName: readText(
      env,
      'TABLE_NAME',
      stage === 'dev' ? 'user' : `user-${stage}`,
      /^[a-zA-Z0-9_.-]{3,255}$/,
      '3 to 255 letters, digits, underscores, dots and dashes',
    ),
    originUrl: readOriginUrl(env, local, originPort),
    originSecret: env['ORIGIN_SECRET']
      ? readText(
          env,
          'ORIGIN_SECRET',
          '',
          /^[A-Za-z0-9_-]{16,256}$/,
          '16 to 256 letters, digits, underscores and dashes',
        )
      : undefined,
    authorizerTtl: readNumber(env, 'AUTHORIZER_TTL', 60, 0, 3600),
    credentialGrace: readNumber(env, 'CREDENTIAL_GRACE', 0, 0, 604_800),
    credentialStorage: readStorage(env),
    limits: readLimits(env, readApi(env)),
    logRetentionDays: retention,
    protectData: !local,
    confirm: !local,
  });
}

/** Where a run stores its state, for readers that need nothing else of the configuration. */
export function outputsPath(stateDir: string): string {
  return join(stateDir, 'outputs.json');
}

function readRegion(env: Environment, local: boolean): string {
  const given = env['AWS_REGION'] || (local ? 'us-east-1' : '');
  if (!given)
    throw new ReaderError(
      'AWS_REGION is not set: a real account needs it named, such as AWS_REGION=eu-central-1.',
    );
  return readText(
    { AWS_REGION: given },
    'AWS_REGION',
    '',
    /^[a-z]{2}(-[a-z]+)+-\d$/,
    'the name of a region, such as us-east-1',
  );
}

function readApi(env: Environment): ApiKind {
  const given = env['API'] || 'rest';
  const kind = API_KINDS.find((name) => name === given);
  if (!kind) throw new ReaderError(`API is "${given}": give one of ${API_KINDS.join(', ')}.`);
  return kind;
}

function readLanguage(env: Environment): Language {
  const given = env['LAMBDA_LANGUAGE'] || 'nodejs';
  const language = LANGUAGES.find((name) => name === given);
  if (!language) throw new ReaderError(`LAMBDA_LANGUAGE is "${given}": give one of ${LANGUAGES.join(', ')}.`);
  return language;
}

function readStorage(env: Environment): CredentialStorage {
  const given = env['CREDENTIAL_STORAGE'] || 'plain';
  const storage = STORAGES.find((name) => name === given);
  if (!storage)
    throw new ReaderError(`CREDENTIAL_STORAGE is "${given}": give one of ${STORAGES.join(', ')}.`);
  return storage;
}
