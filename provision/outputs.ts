import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CredentialStorage } from '../lambdas/shared/credential-key.ts';
import { API_KINDS, type ApiKind, outputsPath } from './config.ts';
import { codeOf, ReaderError } from './reconcile/reader-error.ts';
import { TARGETS, type Target } from './variables/target.ts';

/** What provisioning made, and where: what e2e, demo and others read. It never contains a secret. */
export interface Outputs {
  target: Target;
  region: string;
  accountId: string;
  /** Where AWS calls go; on `aws` the region's STS endpoint, for information. */
  endpoint: string;
  app: string;
  stage: string;
  userPoolId: string;
  userPoolClientId: string;
  tableName: string;
  apiKind: ApiKind;
  /** The REST API's, or the HTTP API's if that is the only one. */
  apiId: string;
  /** Without a trailing slash. */
  apiUrl: string;
  /** The HTTP API beside the REST API, if there are both. */
  httpApi?: { apiId: string; apiUrl: string };
  originUrl: string;
  /** Whether the origin is a server at `originUrl`, or deployed with the rest as a function. */
  origin: 'url' | 'lambda';
  /** What the table stores of credentials; absent in an older version's file, which means `plain`. */
  credentialStorage?: CredentialStorage;
  /** If people's requests are limited: the plan of their keys, and how many requests they have in a period. */
  usagePlanId?: string;
  quota?: number;
  /** Names of the functions. */
  functions: { postConfirmation: string; authorizer: string; credential: string };
}

/**
 * Reads `<stateDir>/outputs.json`. Throws ReaderError of one sentence if it is missing, is no JSON, or lacks a field: it says what to run.
 */
export async function readOutputs(stateDir: string): Promise<Outputs> {
  const outputs = await readOutputsIfAny(stateDir);
  if (!outputs)
    throw new ReaderError(
      `${outputsPath(stateDir)} is not there: nothing is provisioned yet; run \`make up\`.`,
    );
  return outputs;
}

/** Like `readOutputs`, with undefined for a missing file. */
export async function readOutputsIfAny(stateDir: string): Promise<Outputs | undefined> {
  const path = outputsPath(stateDir);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new ReaderError(`${path} cannot be read.`, { cause: error });
  });
  if (text === undefined) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new ReaderError(`${path} is not JSON: remove it and apply again.`, { cause: error });
  }
  const missing = whatIsMissing(content);
  if (missing) throw new ReaderError(`${path} has no valid "${missing}": remove it and apply again.`);
  return content as Outputs;
}

/** Writes the file whole or not at all: a reader never sees half of it. */
export async function writeOutputs(stateDir: string, outputs: Outputs): Promise<void> {
  const path = outputsPath(stateDir);
  const text = `${JSON.stringify(outputs, null, 2)}\n`;
  // Not rewritten without a change, so that watchers of the file do not wake up for nothing.
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, text);
  await rename(draft, path);
}

/** Removes the file, if it exists. */
export async function removeOutputs(stateDir: string): Promise<void> {
  await rm(outputsPath(stateDir), { force: true });
}

const TEXTS = [
  'region',
  'accountId',
  'endpoint',
  'app',
  'stage',
  'userPoolId',
  'userPoolClientId',
  'tableName',
  'apiId',
  'apiUrl',
  'originUrl',
  'origin',
] as const satisfies (keyof Outputs)[];

function whatIsMissing(content: unknown): string | undefined {
  if (!isRecord(content)) return 'target';
  if (!TARGETS.some((target) => target === content['target'])) return 'target';
  if (!API_KINDS.some((kind) => kind === content['apiKind'])) return 'apiKind';
  const text = TEXTS.find((name) => !isText(content[name]));
  if (text) return text;
  const httpApi = content['httpApi'];
  if (content['apiKind'] === 'both') {
    if (!isRecord(httpApi)) return 'httpApi';
    if (!isText(httpApi['apiId'])) return 'httpApi.apiId';
    if (!isText(httpApi['apiUrl'])) return 'httpApi.apiUrl';
  }
  const functions = content['functions'];
  if (!isRecord(functions)) return 'functions';
  return ['postConfirmation', 'authorizer']
    .map((name) => (isText(functions[name]) ? undefined : `functions.${name}`))
    .find(Boolean);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
