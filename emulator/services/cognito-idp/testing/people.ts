import {
  AdminConfirmSignUpCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientRequest,
  CreateUserPoolCommand,
  type CreateUserPoolRequest,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TestCognito } from './start-cognito.ts';

export const PASSWORD = 'Correct-horse-7';

export interface TestPool {
  poolId: string;
  clientId: string;
  secret: string | undefined;
}

/** A pool that signs in by e-mail, with a client; `pool` and `client` override settings. */
export async function createPool(
  { client: sdk }: Pick<TestCognito, 'client'>,
  pool: Partial<CreateUserPoolRequest> = {},
  client: Partial<CreateUserPoolClientRequest> = {},
): Promise<TestPool> {
  const { UserPool } = await sdk.send(
    new CreateUserPoolCommand({
      PoolName: 'people',
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      ...pool,
    }),
  );
  const poolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await sdk.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: 'app',
      ExplicitAuthFlows: [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      ],
      PreventUserExistenceErrors: 'ENABLED',
      ...client,
    }),
  );
  return { poolId, clientId: UserPoolClient?.ClientId ?? '', secret: UserPoolClient?.ClientSecret };
}

/** Signs somebody up, and returns their `sub`. */
export async function signUp(
  { client }: Pick<TestCognito, 'client'>,
  { clientId }: Pick<TestPool, 'clientId'>,
  username: string,
  attributes: Record<string, string> = {},
): Promise<string> {
  const { UserSub = '' } = await client.send(
    new SignUpCommand({
      ClientId: clientId,
      Username: username,
      Password: PASSWORD,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
  return UserSub;
}

/** Confirms somebody by the code in their mail. */
export async function confirm(
  cognito: TestCognito,
  { clientId }: Pick<TestPool, 'clientId'>,
  email: string,
): Promise<void> {
  const { code } = await cognito.lastMessage(email);
  await cognito.client.send(
    new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode: code }),
  );
}

/** Signs somebody up and confirms them without a code. */
export async function addConfirmed(
  cognito: Pick<TestCognito, 'client'>,
  pool: TestPool,
  username: string,
  attributes: Record<string, string> = {},
): Promise<string> {
  const sub = await signUp(cognito, pool, username, attributes);
  await cognito.client.send(new AdminConfirmSignUpCommand({ UserPoolId: pool.poolId, Username: username }));
  return sub;
}

/** Signs in by password and returns the whole answer. */
export function signIn(
  { client }: Pick<TestCognito, 'client'>,
  { clientId }: Pick<TestPool, 'clientId'>,
  username: string,
  password = PASSWORD,
) {
  return client.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  );
}
