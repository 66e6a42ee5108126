import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { addConfirmed, createPool, PASSWORD, signIn, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';

const ANN = 'ann@example.com';

async function challenge({ client }: TestCognito, { poolId, clientId }: TestPool, PASSWORD: string) {
  const answer = await client.send(
    new AdminInitiateAuthCommand({
      UserPoolId: poolId,
      ClientId: clientId,
      AuthFlow: 'ADMIN_NO_SRP_AUTH',
      AuthParameters: { USERNAME: ANN, PASSWORD },
    }),
  );
  return { session: answer.Session ?? '', parameters: answer.ChallengeParameters ?? {} };
}

function respond(
  { client }: TestCognito,
  { poolId, clientId }: TestPool,
  Session: string,
  responses: Record<string, string>,
) {
  return client.send(
    new AdminRespondToAuthChallengeCommand({
      UserPoolId: poolId,
      ClientId: clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: ANN, NEW_PASSWORD: PASSWORD, ...responses },
    }),
  );
}

test('takes missing required attributes with the new password, and changes no others', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {
    Schema: [{ Name: 'given_name', Required: true, Mutable: false }],
  });
  await cognito.client.send(
    new AdminCreateUserCommand({ UserPoolId: pool.poolId, Username: ANN, TemporaryPassword: PASSWORD }),
  );
  const { session, parameters } = await challenge(cognito, pool, PASSWORD);
  expect(JSON.parse(parameters['requiredAttributes'] ?? '')).toEqual(['userAttributes.given_name']);
  await expect(respond(cognito, pool, session, {})).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await expect(
    respond(cognito, pool, session, { 'userAttributes.given_name': 'Ann', 'userAttributes.email': ANN }),
  ).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Cannot modify an already provided email',
  });
  await expect(
    respond(cognito, pool, session, { 'userAttributes.given_name': 'Ann', NEW_PASSWORD: 'short' }),
  ).rejects.toMatchObject({ name: 'InvalidPasswordException' });
  const { AuthenticationResult } = await respond(cognito, pool, session, {
    'userAttributes.given_name': 'Ann',
  });
  expect(AuthenticationResult).toHaveProperty('IdToken');
  await expect(signIn(cognito, pool, ANN)).resolves.toHaveProperty('AuthenticationResult');
});

test('accepts a session only for its client and its time', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {}, { AuthSessionValidity: 5 });
  const other = await createPool(cognito);
  await cognito.client.send(
    new AdminCreateUserCommand({ UserPoolId: pool.poolId, Username: ANN, TemporaryPassword: PASSWORD }),
  );
  await addConfirmed(cognito, other, ANN);
  const { session } = await challenge(cognito, pool, PASSWORD);
  const invalid = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' };
  await expect(respond(cognito, other, session, {})).rejects.toMatchObject(invalid);
  await expect(respond(cognito, pool, `${session.slice(0, -4)}AAAA`, {})).rejects.toMatchObject(invalid);
  cognito.clock.advance(5 * 60_000);
  await expect(respond(cognito, pool, session, {})).rejects.toMatchObject({
    message: 'Invalid session for the user, session is expired.',
  });
});
