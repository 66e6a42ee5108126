import { randomBytes } from 'node:crypto';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import {
  type CredentialStorage,
  hashedKey,
  type KeyOf,
  plainKey,
  SECRET,
} from '../lambdas/shared/credential-key.ts';
import type { Clients } from './clients.ts';
import type { Outputs } from './outputs.ts';
import { isGone, ReaderError } from './reconcile/reader-error.ts';

type Lambda = Pick<Clients, 'lambda'>;

/** The functions that work with credentials, by the end of their names. All get the secret. */
export const TOLD = ['authorizer', 'credential', 'post-confirmation'] as const;

/**
 * Reads the secret that hashes credentials from the environments of the functions; it is stored nowhere else. If they disagree, the most
 * frequent one wins, then the first function's. `undefined` if none has one.
 */
async function keptSecret(functionNames: readonly string[], { lambda }: Lambda): Promise<string | undefined> {
  const found = await Promise.all(
    functionNames.map(async (FunctionName) => {
      try {
        const answer = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
        return answer.Environment?.Variables?.['CREDENTIAL_SECRET'] ?? '';
      } catch (error) {
        if (isGone(error)) return '';
        throw error;
      }
    }),
  );
  const secrets = found.filter((secret) => SECRET.test(secret));
  const votes = (secret: string) => secrets.filter((other) => other === secret).length;
  return secrets.toSorted((a, b) => votes(b) - votes(a))[0];
}

/** The secret to declare: the existing one, else a new one of 256 random bits. */
export async function credentialSecret(functionNames: readonly string[], clients: Lambda): Promise<string> {
  return (await keptSecret(functionNames, clients)) ?? randomBytes(32).toString('base64url');
}

/**
 * How the deployed stack stores credentials, for commands that change the table besides its functions. Throws ReaderError if it hashes them
 * and no function has the secret.
 */
export async function liveKeyOf(
  {
    functions,
    credentialStorage,
  }: { functions: Outputs['functions']; credentialStorage?: CredentialStorage | undefined },
  clients: Lambda,
): Promise<KeyOf> {
  if (credentialStorage !== 'hashed') return plainKey;
  const { authorizer, credential, postConfirmation } = functions;
  const secret = await keptSecret([authorizer, credential, postConfirmation], clients);
  if (secret !== undefined) return hashedKey(secret);
  throw new ReaderError(
    'No function has the secret by which credentials are hashed: deploy first, then run this again.',
  );
}
