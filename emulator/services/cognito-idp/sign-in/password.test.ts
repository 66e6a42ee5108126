import { createHmac } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { addConfirmed, confirm, createPool, PASSWORD, signIn, signUp } from '../testing/people.ts';
import { startCognito } from '../testing/start-cognito.ts';

const ANN = 'ann@example.com';
const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };

test('rejects a flow that the client does not allow', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {}, { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] });
  const initiate = (
    AuthFlow: 'USER_PASSWORD_AUTH' | 'USER_SRP_AUTH' | 'CUSTOM_AUTH' | 'ADMIN_USER_PASSWORD_AUTH',
  ) =>
    cognito.client.send(
      new InitiateAuthCommand({ ClientId: pool.clientId, AuthFlow, AuthParameters: { USERNAME: ANN } }),
    );
  await expect(initiate('USER_PASSWORD_AUTH')).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'USER_PASSWORD_AUTH flow not enabled for this client',
  });
  await expect(initiate('USER_SRP_AUTH')).rejects.toMatchObject({
    message: 'USER_SRP_AUTH is not enabled for the client.',
  });
  await expect(initiate('ADMIN_USER_PASSWORD_AUTH')).rejects.toMatchObject({
    message: 'Initiate Auth method not supported.',
  });
  await expect(initiate('CUSTOM_AUTH')).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Auth flow not enabled for this client',
  });
  await expect(
    cognito.client.send(
      new AdminInitiateAuthCommand({
        UserPoolId: pool.poolId,
        ClientId: pool.clientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      }),
    ),
  ).rejects.toMatchObject({ message: 'Auth flow not enabled for this client' });
});

test('names a missing parameter', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const initiate = (AuthParameters: Record<string, string>) =>
    cognito.client.send(
      new InitiateAuthCommand({ ClientId: pool.clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
    );
  await expect(initiate({})).rejects.toMatchObject({ message: 'Missing required parameter USERNAME' });
  await expect(initiate({ USERNAME: ANN })).rejects.toMatchObject({
    message: 'Missing required parameter PASSWORD',
  });
});

test('locks sign-in after five wrong passwords, twice as long each time; attempts during the lock do not count', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  const fail = () => signIn(cognito, pool, ANN, 'Wrong-horse-7');
  for (let times = 0; times < 5; times += 1) await expect(fail()).rejects.toMatchObject(INCORRECT);
  const locked = { name: 'NotAuthorizedException', message: 'Password attempts exceeded' };
  await expect(signIn(cognito, pool, ANN)).rejects.toMatchObject(locked);
  cognito.clock.advance(999);
  await expect(fail()).rejects.toMatchObject(locked);
  cognito.clock.advance(1);
  await expect(fail()).rejects.toMatchObject(INCORRECT);
  cognito.clock.advance(1_999);
  await expect(signIn(cognito, pool, ANN)).rejects.toMatchObject(locked);
  cognito.clock.advance(1);
  await expect(signIn(cognito, pool, ANN)).resolves.toHaveProperty('AuthenticationResult');
  for (let times = 0; times < 4; times += 1) await expect(fail()).rejects.toMatchObject(INCORRECT);
  await expect(signIn(cognito, pool, ANN)).resolves.toHaveProperty('AuthenticationResult');
});

test('rejects a disabled person, whatever the password', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  const whom = { UserPoolId: pool.poolId, Username: ANN };
  await cognito.client.send(new AdminDisableUserCommand(whom));
  await expect(signIn(cognito, pool, ANN)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'User is disabled.',
  });
  await expect(signIn(cognito, pool, ANN, 'Wrong-horse-7')).rejects.toMatchObject(INCORRECT);
  await cognito.client.send(new AdminEnableUserCommand(whom));
  await expect(signIn(cognito, pool, ANN)).resolves.toHaveProperty('AuthenticationResult');
});

test('accepts a temporary password for as many days as the pool says; RESEND sends another', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {
    Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 2 } },
  });
  const whom = { UserPoolId: pool.poolId, Username: ANN };
  await cognito.client.send(new AdminCreateUserCommand({ ...whom, TemporaryPassword: 'temporary' }));
  await expect(signIn(cognito, pool, ANN, 'temporary')).resolves.toMatchObject({
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: expect.any(String),
    ChallengeParameters: { userAttributes: JSON.stringify({ email: ANN }), requiredAttributes: '[]' },
  });
  cognito.clock.advance(2 * 86_400_000);
  await expect(signIn(cognito, pool, ANN, 'temporary')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Temporary password has expired and must be reset by an administrator.',
  });
  await cognito.client.send(new AdminCreateUserCommand({ ...whom, MessageAction: 'RESEND' }));
  const { code } = await cognito.lastMessage(ANN);
  await expect(signIn(cognito, pool, ANN, code)).resolves.toHaveProperty('Session');
  await expect(cognito.client.send(new AdminCreateUserCommand(whom))).rejects.toMatchObject({
    name: 'UsernameExistsException',
  });
  await cognito.client.send(
    new AdminSetUserPasswordCommand({ ...whom, Password: PASSWORD, Permanent: true }),
  );
  await expect(signIn(cognito, pool, ANN)).resolves.toHaveProperty('AuthenticationResult');
  await expect(
    cognito.client.send(new AdminCreateUserCommand({ ...whom, MessageAction: 'RESEND' })),
  ).rejects.toMatchObject({
    name: 'UnsupportedUserStateException',
    message: `Resend not possible. ${ANN} status is not FORCE_CHANGE_PASSWORD`,
  });
});

test('rejects a password that an administrator reset, until its owner sets another', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const whom = { UserPoolId: pool.poolId, Username: ANN };
  await signUp(cognito, pool, ANN);
  await expect(cognito.client.send(new AdminResetUserPasswordCommand(whom))).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'User password cannot be reset in the current state.',
  });
  await confirm(cognito, pool, ANN);
  await cognito.client.send(new AdminResetUserPasswordCommand(whom));
  await expect(signIn(cognito, pool, ANN)).rejects.toMatchObject({
    name: 'PasswordResetRequiredException',
    message: 'Password reset required for the user',
  });
  const { code } = await cognito.lastMessage(ANN);
  await cognito.client.send(
    new ConfirmForgotPasswordCommand({
      ClientId: pool.clientId,
      Username: ANN,
      ConfirmationCode: code,
      Password: 'Other-horse-8',
    }),
  );
  await expect(signIn(cognito, pool, ANN, 'Other-horse-8')).resolves.toHaveProperty('AuthenticationResult');
});

test('changes a person’s password if they know the old one', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  const { AuthenticationResult } = await signIn(cognito, pool, ANN);
  const AccessToken = AuthenticationResult?.AccessToken ?? '';
  const change = (PreviousPassword: string, ProposedPassword: string) =>
    cognito.client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
  await expect(change('Wrong-horse-7', 'Other-horse-8')).rejects.toMatchObject(INCORRECT);
  await expect(change(PASSWORD, 'short')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
  await change(PASSWORD, 'Other-horse-8');
  await expect(signIn(cognito, pool, ANN)).rejects.toMatchObject(INCORRECT);
  await expect(signIn(cognito, pool, ANN, 'Other-horse-8')).resolves.toHaveProperty('AuthenticationResult');
});

test('asks a client with a secret to prove it', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {}, { GenerateSecret: true });
  const hash = (username: string) =>
    createHmac('sha256', pool.secret ?? '')
      .update(username + pool.clientId)
      .digest('base64');
  const person = { ClientId: pool.clientId, Username: ANN, Password: PASSWORD };
  await expect(cognito.client.send(new SignUpCommand(person))).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: `Client ${pool.clientId} is configured with secret but SECRET_HASH was not received`,
  });
  await expect(
    cognito.client.send(new SignUpCommand({ ...person, SecretHash: hash('someone else') })),
  ).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: `Unable to verify secret hash for client ${pool.clientId}`,
  });
  await cognito.client.send(new SignUpCommand({ ...person, SecretHash: hash(ANN) }));
  const { code } = await cognito.lastMessage(ANN);
  await cognito.client.send(
    new ConfirmSignUpCommand({ ...person, ConfirmationCode: code, SecretHash: hash(ANN) }),
  );
  const start = (SECRET_HASH: string) =>
    cognito.client.send(
      new InitiateAuthCommand({
        ClientId: pool.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: ANN, PASSWORD, SECRET_HASH },
      }),
    );
  await expect(start(hash('someone else'))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  await expect(start(hash(ANN))).resolves.toHaveProperty('AuthenticationResult');
});

test('hides who exists in the calls about codes', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const about = { ClientId: pool.clientId, Username: 'nobody@example.com' };
  const simulated = {
    CodeDeliveryDetails: { Destination: 'n***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  };
  await expect(cognito.client.send(new ForgotPasswordCommand(about))).resolves.toMatchObject(simulated);
  await expect(cognito.client.send(new ResendConfirmationCodeCommand(about))).resolves.toMatchObject(
    simulated,
  );
  await expect(
    cognito.client.send(new ConfirmSignUpCommand({ ...about, ConfirmationCode: '123456' })),
  ).rejects.toMatchObject({ name: 'ExpiredCodeException' });
  await expect(
    cognito.client.send(
      new ConfirmForgotPasswordCommand({ ...about, ConfirmationCode: '123456', Password: PASSWORD }),
    ),
  ).rejects.toMatchObject({ name: 'CodeMismatchException' });
  await expect(signIn(cognito, pool, 'nobody@example.com')).rejects.toMatchObject(INCORRECT);
});

test('tells who exists if the client does not hide it', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {}, { PreventUserExistenceErrors: 'LEGACY' });
  const about = { ClientId: pool.clientId, Username: 'nobody@example.com' };
  const unknown = { name: 'UserNotFoundException', message: 'Username/client id combination not found.' };
  await expect(cognito.client.send(new ForgotPasswordCommand(about))).rejects.toMatchObject(unknown);
  await expect(cognito.client.send(new ResendConfirmationCodeCommand(about))).rejects.toMatchObject(unknown);
  await expect(
    cognito.client.send(new ConfirmSignUpCommand({ ...about, ConfirmationCode: '123456' })),
  ).rejects.toMatchObject(unknown);
});
