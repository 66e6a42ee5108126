import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import type { CognitoUserSession, CognitoUser as User } from 'amazon-cognito-identity-js';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from '../testing/identity-js.ts';
import { addConfirmed, createPool, PASSWORD, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';

const ANN = 'ann@example.com';

function userOf({ endpoint }: TestCognito, { poolId, clientId }: TestPool, username: string): User {
  const Pool = new CognitoUserPool({ UserPoolId: poolId, ClientId: clientId, endpoint });
  return new CognitoUser({ Username: username, Pool });
}

/** Signs in as the library does; `newPassword` answers the request for one. */
function signInBySrp(user: User, Password: string, newPassword?: string): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) => {
    const callbacks = {
      onSuccess: resolve,
      onFailure: reject,
      newPasswordRequired() {
        if (newPassword === undefined) reject(new Error('A new password is required.'));
        else user.completeNewPasswordChallenge(newPassword, {}, callbacks);
      },
    };
    user.authenticateUser(new AuthenticationDetails({ Username: user.getUsername(), Password }), callbacks);
  });
}

test('amazon-cognito-identity-js signs up, signs in by SRP, refreshes, reads attributes and signs out', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const sub = await addConfirmed(cognito, pool, ANN);
  const user = userOf(cognito, pool, ANN);
  const session = await signInBySrp(user, PASSWORD);
  expect(session.getIdToken().payload).toMatchObject({ sub, email: ANN, aud: pool.clientId });
  const attributes = await new Promise((resolve, reject) => {
    user.getUserAttributes((error, found) => (error ? reject(error) : resolve(found)));
  });
  expect(attributes).toContainEqual({ Name: 'email', Value: ANN });
  const refreshed = await new Promise<CognitoUserSession>((resolve, reject) => {
    user.refreshSession(session.getRefreshToken(), (error, next) => (error ? reject(error) : resolve(next)));
  });
  expect(refreshed.getAccessToken().payload).toMatchObject({
    origin_jti: session.getAccessToken().payload['origin_jti'],
  });
  await new Promise<void>((resolve, reject) => {
    user.globalSignOut({ onSuccess: () => resolve(), onFailure: reject });
  });
});

test('rejects a wrong password in AWS’s words', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  await expect(signInBySrp(userOf(cognito, pool, ANN), 'Wrong-horse-7')).rejects.toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

test('accepts the password if the user name is typed in another case', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {
    UsernameAttributes: undefined,
    AliasAttributes: ['preferred_username'],
    AutoVerifiedAttributes: undefined,
  });
  await addConfirmed(cognito, pool, 'Ann', { preferred_username: 'annie' });
  await expect(signInBySrp(userOf(cognito, pool, 'ANN'), PASSWORD)).resolves.toBeDefined();
  await expect(signInBySrp(userOf(cognito, pool, 'annie'), PASSWORD)).resolves.toBeDefined();
});

test('works for many passwords and salts, whatever their first bits', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const Username = await addConfirmed(cognito, pool, ANN);
  for (let index = 0; index < 6; index += 1) {
    const Password = `Påsswörd-№-${index}`;
    await cognito.client.send(
      new AdminSetUserPasswordCommand({ UserPoolId: pool.poolId, Username, Password, Permanent: true }),
    );
    await expect(signInBySrp(userOf(cognito, pool, ANN), Password)).resolves.toBeDefined();
  }
});

test('lets a person made by an administrator choose a password at the first sign-in', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await cognito.client.send(
    new AdminCreateUserCommand({ UserPoolId: pool.poolId, Username: ANN, DesiredDeliveryMediums: ['EMAIL'] }),
  );
  const { code } = await cognito.lastMessage(ANN);
  await expect(signInBySrp(userOf(cognito, pool, ANN), code, PASSWORD)).resolves.toBeDefined();
  await expect(signInBySrp(userOf(cognito, pool, ANN), PASSWORD)).resolves.toBeDefined();
});

test('gives an unknown person the same salt and id each time, if existence is hidden, and no sign-in', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const start = async (USERNAME: string) => {
    const { ChallengeName, ChallengeParameters } = await cognito.client.send(
      new InitiateAuthCommand({
        ClientId: pool.clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME, SRP_A: 'abcdef' },
      }),
    );
    expect(ChallengeName).toBe('PASSWORD_VERIFIER');
    return ChallengeParameters ?? {};
  };
  const first = await start('nobody@example.com');
  const second = await start('nobody@example.com');
  const other = await start('someone@example.com');
  expect(first['USER_ID_FOR_SRP']).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(second['USER_ID_FOR_SRP']).toBe(first['USER_ID_FOR_SRP']);
  expect(second['SALT']).toBe(first['SALT']);
  expect(second['SRP_B']).not.toBe(first['SRP_B']);
  expect(other['SALT']).not.toBe(first['SALT']);
  await expect(signInBySrp(userOf(cognito, pool, 'nobody@example.com'), PASSWORD)).rejects.toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

test('rejects an invalid A, and a forged, foreign or old secret block', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  const start = (SRP_A: string) =>
    cognito.client.send(
      new InitiateAuthCommand({
        ClientId: pool.clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: ANN, SRP_A },
      }),
    );
  await expect(start('0')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(start('xyz')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  const { ChallengeParameters } = await start('2');
  const respond = (block: string) =>
    cognito.client.send(
      new RespondToAuthChallengeCommand({
        ClientId: pool.clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: {
          USERNAME: ANN,
          PASSWORD_CLAIM_SIGNATURE: 'AAAA',
          PASSWORD_CLAIM_SECRET_BLOCK: block,
          TIMESTAMP: 'Thu Jan 1 00:00:00 UTC 2026',
        },
      }),
    );
  await expect(respond('AAAA')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  cognito.clock.advance(3 * 60_000);
  await expect(respond(ChallengeParameters?.['SECRET_BLOCK'] ?? '')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Invalid session for the user, session is expired.',
  });
});
