import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { mintCredential } from '../../lambdas/shared/credential.ts';
import type { PersonRecord } from '../../lambdas/shared/person-record.ts';
import type { Config } from '../config.ts';
import { messageOf } from '../reconcile/reader-error.ts';
import type { Scope } from '../reconcile/scope.ts';
import type { Bundle } from '../resources/function.ts';
import { askFunction, type Reply } from './ask-function.ts';
import { statementsOf } from './kept-policy.ts';
import { misjudged } from './kept-verdicts.ts';
import { type Asker, type Question, questions } from './questions.ts';
import { openStandInTable } from './stand-in-table.ts';

export interface AuthorizerCheck {
  readonly config: Pick<Config, 'api' | 'language' | 'authorizerTtl' | 'stage' | 'tableName'>;
  readonly scope: Scope;
  readonly bundle: () => Promise<Bundle>;
  /** A file that remembers the result for the same code. */
  readonly kept: string;
  /** Milliseconds that the function has to load and to answer. */
  readonly patience: number;
}

/**
 * Warns if answers of the authorizer's code would decide differently once they are cached for its TTL; the usual case is a policy of
 * exactly `methodArn`. The account does not store the policy, so this calls the code that is about to be deployed, in its own thread, about
 * a made-up person. It remembers the result for as long as the code stays the same. Never throws: a failed check becomes a warning.
 */
export async function authorizerWarnings(check: AuthorizerCheck): Promise<string[]> {
  const { config, scope, kept } = check;
  if (config.authorizerTtl === 0) return [];
  if (config.language !== 'nodejs')
    return [
      'the authorizer is written in Python and was not asked what it allows: only code for Node.js is.',
    ];
  try {
    const { zip, codeSha256 } = await check.bundle();
    const { api, stage, tableName, authorizerTtl: ttl } = config;
    const key = createHash('sha256')
      .update(JSON.stringify([codeSha256, api, stage, tableName, ttl, scope]))
      .digest('base64');
    const known = await remembered(kept, key);
    if (known) return known;
    const warnings = await ask(zip, check);
    await mkdir(dirname(kept), { recursive: true });
    await writeFile(kept, JSON.stringify({ key, warnings }));
    return warnings;
  } catch (error) {
    return [
      `the authorizer could not be asked what it allows, so nobody knows what a kept answer does: ${messageOf(error)}.`,
    ];
  }
}

async function ask(zip: Uint8Array, { config, scope, patience }: AuthorizerCheck): Promise<string[]> {
  const record = somebody();
  await using table = await openStandInTable(record);
  const askers: Asker[] = config.api === 'both' ? ['rest', 'http'] : [config.api];
  const about = askers.map((asker) => questions(asker, config.stage, scope, record.authentication));
  const replies = await askFunction(
    zip,
    about.flat().map(({ event }) => event),
    {
      patience,
      environment: {
        TABLE_NAME: config.tableName,
        AWS_ENDPOINT_URL: table.endpoint,
        AWS_REGION: scope.region,
        AWS_ACCESS_KEY_ID: 'check',
        AWS_SECRET_ACCESS_KEY: 'check',
      },
    },
  );
  const found = about.flatMap((asked, index) =>
    judge(asked, replies.slice(index * asked.length), config.authorizerTtl),
  );
  return [...new Set(found)];
}

function judge(asked: readonly Question[], replies: readonly Reply[], ttl: number): string[] {
  const own = replies.slice(0, asked.length);
  const thrown = own.flatMap((reply) => ('thrown' in reply ? reply.thrown : []));
  if (thrown[0] !== undefined && thrown.length === own.length) throw new Error(thrown[0]);
  if (!own.some((reply) => 'answer' in reply && statementsOf(reply.answer)))
    throw new Error('it answers a good credential with no policy');
  return [misjudged(asked, own, ttl) ?? []].flat();
}

function somebody(): PersonRecord {
  return {
    authentication: mintCredential('check', randomBytes),
    userPoolId: 'us-east-1_check',
    username: 'check',
    sub: '00000000-0000-4000-8000-000000000000',
    email: 'check@example.com',
    active: true,
    createdAt: new Date(0).toISOString(),
  };
}

async function remembered(kept: string, key: string): Promise<string[] | undefined> {
  try {
    const found = JSON.parse(await readFile(kept, 'utf8')) as { key: string; warnings: string[] };
    return found.key === key && Array.isArray(found.warnings) ? found.warnings : undefined;
  } catch {
    return undefined;
  }
}
