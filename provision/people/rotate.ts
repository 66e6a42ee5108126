import { randomBytes } from 'node:crypto';
import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ContendedError, rotateCredential } from '../../lambdas/shared/change-credential.ts';
import { dynamodbCredentialStore } from '../../lambdas/shared/dynamodb-credential-store.ts';
import type { Person } from '../../lambdas/shared/person-record.ts';
import type { Clients } from '../clients.ts';
import { liveKeyOf } from '../credential-secret.ts';
import type { Outputs } from '../outputs.ts';
import { codeOf, ReaderError } from '../reconcile/reader-error.ts';
import { forgetAnswers } from './set-active.ts';

/**
 * Gives a person a new credential, and returns it: it is shown nowhere else. The old one ends at once, whatever the grace, and API Gateway
 * forgets cached answers. `username` is a user name or an e-mail address. Throws ReaderError if the pool does not know the person, if they
 * are deactivated, or if others keep changing the credential.
 */
export async function rotate(
  username: string,
  outputs: Outputs,
  clients: Clients,
): Promise<{ username: string; credential: string }> {
  const person = await personOf(username, outputs, clients);
  const deps = {
    store: dynamodbCredentialStore(clients.dynamodb, outputs.tableName),
    clock: () => new Date(),
    random: randomBytes,
    keyOf: await liveKeyOf(outputs, clients),
  };
  const rotation = await rotateCredential(deps, person, 0).catch((error: unknown) => {
    if (!(error instanceof ContendedError)) throw error;
    throw new ReaderError(
      `The credential of ${username} was changed by others all the while: run this again.`,
      {
        cause: error,
      },
    );
  });
  if (rotation.outcome === 'inactive')
    throw new ReaderError(`The credential of ${username} is deactivated: activate it first, then rotate.`);
  await forgetAnswers(outputs, clients);
  return { username: person.username, credential: rotation.credential };
}

async function personOf(
  username: string,
  { userPoolId }: Pick<Outputs, 'userPoolId'>,
  { cognito }: Pick<Clients, 'cognito'>,
): Promise<Person> {
  try {
    const {
      Username = '',
      UserAttributes = [],
      UserStatus,
    } = await cognito.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: username }));
    if (UserStatus === 'UNCONFIRMED')
      throw new ReaderError(`${username} has not confirmed their sign-up yet.`);
    const of = (name: string) => UserAttributes.find(({ Name }) => Name === name)?.Value || undefined;
    return { userPoolId, username: Username, sub: of('sub') ?? Username, email: of('email') };
  } catch (error) {
    if (codeOf(error) === 'UserNotFoundException')
      throw new ReaderError(`The user pool knows nobody called ${username}.`, { cause: error });
    throw error;
  }
}
