import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from '../clients.ts';
import { type Config, outputsPath } from '../config.ts';
import type { Outputs } from '../outputs.ts';
import { isLoopback } from '../variables/endpoint.ts';
import { codeOf, messageOf, ReaderError } from './reader-error.ts';
import { partitionOf, type Scope } from './scope.ts';

/** The account of every local engine. */
const LOCAL_ACCOUNT = '000000000000';

export interface Caller {
  readonly scope: Scope;
  /** The caller, according to the account. */
  readonly callerArn: string;
}

/**
 * Asks the endpoint for caller and account, and rejects a mismatch: a local endpoint must report account 000000000000, any other must not,
 * and EXPECTED_ACCOUNT must match if it is given. Throws ReaderError before it asks or changes anything else.
 */
export async function identify(config: Config, clients: Pick<Clients, 'sts'>): Promise<Caller> {
  const { account, callerArn } = await ask(config, clients);
  const where = config.endpoint ?? `AWS in ${config.region}`;
  const local = config.endpoint !== undefined && isLoopback(new URL(config.endpoint).hostname);
  if (local && account !== LOCAL_ACCOUNT) {
    throw new ReaderError(
      `${where} answered account ${account}, not ${LOCAL_ACCOUNT}: it is no local engine, or it forwards to a real account. Nothing was changed.`,
    );
  }
  if (!local && account === LOCAL_ACCOUNT) {
    throw new ReaderError(
      `${where} answered account ${account}, which no real account has. Nothing was changed.`,
    );
  }
  if (config.expectedAccount && account !== config.expectedAccount) {
    throw new ReaderError(
      `The credentials belong to account ${account}, and EXPECTED_ACCOUNT is ${config.expectedAccount}. Nothing was changed.`,
    );
  }
  const { app, stage, region } = config;
  return {
    callerArn,
    scope: Object.freeze({ app, stage, region, accountId: account, partition: partitionOf(region) }),
  };
}

async function ask(
  config: Config,
  clients: Pick<Clients, 'sts'>,
): Promise<{ account: string; callerArn: string }> {
  const where = config.endpoint ?? `AWS in ${config.region}`;
  try {
    const { Account: account = '', Arn: callerArn = '' } = await clients.sts.send(
      new GetCallerIdentityCommand({}),
    );
    if (!/^\d{12}$/.test(account))
      throw new ReaderError(`${where} did not say which account it is: it does not look like AWS.`);
    return { account, callerArn };
  } catch (error) {
    if (error instanceof ReaderError && !error.cause) throw error;
    throw new ReaderError(explain(where, error, config.endpoint !== undefined), { cause: error });
  }
}

const REFUSED_CREDENTIALS = new Set([
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'UnrecognizedClientException',
  'InvalidSignatureException',
]);

function explain(where: string, error: unknown, local: boolean): string {
  const code = codeOf(error);
  if (
    ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'TimeoutError'].includes(code) ||
    error instanceof ReaderError
  ) {
    return local
      ? `Nothing answers at ${where} (${code === 'ReaderError' ? messageOf(error) : code}): start the engine with \`make up\`, or set PORT or AWS_ENDPOINT_URL.`
      : `${where} cannot be reached (${code === 'ReaderError' ? messageOf(error) : code}): check the network and AWS_REGION.`;
  }
  if (/^ExpiredToken/.test(code)) return 'The credentials have expired: sign in again.';
  if (REFUSED_CREDENTIALS.has(code))
    return `The credentials are not accepted (${code}): check AWS_PROFILE, or the AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY that are set.`;
  if (/Credentials|Token/.test(code))
    return `There are no usable credentials: sign in, or set AWS_PROFILE (${messageOf(error)}).`;
  return `${where} did not say who is calling: ${code}: ${messageOf(error)}`;
}

/**
 * Throws ReaderError if an earlier run's outputs are for another target, account, region or stage: its ids would lead nowhere, or
 * elsewhere.
 */
export function assertSameStack(outputs: Outputs, config: Config, { scope }: Caller): void {
  const differs =
    outputs.target !== config.target ||
    outputs.accountId !== scope.accountId ||
    outputs.region !== scope.region ||
    outputs.app !== scope.app ||
    outputs.stage !== scope.stage;
  if (!differs) return;
  throw new ReaderError(
    `${outputsPath(config.stateDir)} is of ${outputs.app}/${outputs.stage} on ${outputs.target}, account ${outputs.accountId}, ${outputs.region}: give the same TARGET, STAGE and AWS_REGION, or apply first.`,
  );
}
