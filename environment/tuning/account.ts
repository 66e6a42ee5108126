import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from '../../provision/clients.ts';
import type { Outputs } from '../../provision/outputs.ts';
import { codeOf, messageOf, ReaderError } from '../../provision/reconcile/reader-error.ts';

/** Throws ReaderError if the credentials are of another account than the stack's, or missing. */
export async function assertSameAccount(
  { accountId }: Pick<Outputs, 'accountId'>,
  { sts }: Pick<Clients, 'sts'>,
): Promise<void> {
  const { Account } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
    throw new ReaderError(
      `AWS does not say who is calling (${codeOf(error)}: ${messageOf(error)}): sign in, or set AWS_PROFILE. Nothing was changed.`,
      { cause: error },
    );
  });
  if (Account === accountId) return;
  throw new ReaderError(
    `The credentials belong to account ${Account}, and the stack is in ${accountId}. Nothing was changed.`,
  );
}
