import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { createPool } from '../testing/people.ts';
import { startCognito } from '../testing/start-cognito.ts';

test('creates, finds, lists and deletes a client, and resets what an update leaves out', async () => {
  await using cognito = await startCognito();
  const { client } = cognito;
  const { poolId: UserPoolId } = await createPool(cognito);
  const { UserPoolClient: made } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'server',
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      AccessTokenValidity: 10,
      TokenValidityUnits: { AccessToken: 'minutes' },
    }),
  );
  const ClientId = made?.ClientId ?? '';
  expect(ClientId).toMatch(/^[0-9a-z]{26}$/);
  expect(made).toMatchObject({
    ClientName: 'server',
    ClientSecret: expect.stringMatching(/^[0-9a-z]{51}$/),
    RefreshTokenValidity: 30,
    AccessTokenValidity: 10,
    TokenValidityUnits: { AccessToken: 'minutes' },
    PreventUserExistenceErrors: 'LEGACY',
    EnableTokenRevocation: true,
    AuthSessionValidity: 3,
  });
  await client.send(
    new UpdateUserPoolClientCommand({ UserPoolId, ClientId, PreventUserExistenceErrors: 'ENABLED' }),
  );
  const { UserPoolClient: changed } = await client.send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
  );
  expect(changed).toMatchObject({
    ClientName: 'server',
    ClientSecret: made?.ClientSecret,
    PreventUserExistenceErrors: 'ENABLED',
  });
  expect(changed).not.toHaveProperty('ExplicitAuthFlows');
  expect(changed).not.toHaveProperty('AccessTokenValidity');
  const listed = await client.send(new ListUserPoolClientsCommand({ UserPoolId }));
  expect(listed.UserPoolClients?.map(({ ClientName }) => ClientName).sort()).toEqual(['app', 'server']);
  await client.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
  await expect(
    client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId })),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `User pool client ${ClientId} does not exist.`,
  });
});

test('takes empty call-back URLs and OAuth that is off', async () => {
  await using cognito = await startCognito();
  const { poolId: UserPoolId } = await createPool(cognito);
  await expect(
    cognito.client.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'web',
        CallbackURLs: [],
        AllowedOAuthFlowsUserPoolClient: false,
      }),
    ),
  ).resolves.toBeDefined();
});
