import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';

/** As on AWS: endpoint, region and credentials come from the environment. */
export const client = new CognitoIdentityProviderClient();

export interface Pool {
  UserPoolId: string;
  ClientId: string;
}

export async function makePool(): Promise<Pool> {
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'] }),
  );
  const UserPoolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'web' }),
  );
  return { UserPoolId, ClientId: UserPoolClient?.ClientId ?? '' };
}

export async function signUp(
  { ClientId }: Pool,
  Username: string,
  email: string,
  Password = 'Correct-horse-7',
): Promise<void> {
  await client.send(
    new SignUpCommand({
      ClientId,
      Username,
      Password,
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
}

export async function confirm({ ClientId }: Pool, Username: string, ConfirmationCode: string): Promise<void> {
  await client.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
}
