import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { addConfirmed, confirm, createPool, PASSWORD, signIn, signUp } from '../testing/people.ts';
import { startCognito } from '../testing/start-cognito.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('rejects a wrong code, accepts the right one, and signs the person in', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const { client } = cognito;
  const answer = await client.send(
    new SignUpCommand({ ClientId: pool.clientId, Username: 'ann@example.com', Password: PASSWORD }),
  );
  expect(answer).toMatchObject({
    UserConfirmed: false,
    UserSub: expect.stringMatching(UUID),
    CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  });
  const message = await cognito.lastMessage('ANN@example.com');
  expect(message).toMatchObject({
    userPoolId: pool.poolId,
    to: 'ann@example.com',
    username: answer.UserSub,
    purpose: 'SignUp',
    subject: 'Your verification code',
    body: `Your confirmation code is ${message.code}`,
    code: expect.stringMatching(/^\d{6}$/),
  });

  const about = { ClientId: pool.clientId, Username: 'ann@example.com' };
  const wrong = message.code === '000000' ? '000001' : '000000';
  await expect(
    client.send(new ConfirmSignUpCommand({ ...about, ConfirmationCode: wrong })),
  ).rejects.toMatchObject({
    name: 'CodeMismatchException',
    message: 'Invalid verification code provided, please try again.',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
  await expect(signIn(cognito, pool, 'ann@example.com')).rejects.toMatchObject({
    name: 'UserNotConfirmedException',
    message: 'User is not confirmed.',
  });
  await confirm(cognito, pool, 'ann@example.com');
  const { AuthenticationResult } = await signIn(cognito, pool, 'Ann@Example.com');
  expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
  const me = await client.send(new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken ?? '' }));
  expect(me).toMatchObject({
    Username: answer.UserSub,
    UserAttributes: [
      { Name: 'email', Value: 'ann@example.com' },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'sub', Value: answer.UserSub },
    ],
  });
  await expect(
    client.send(new ConfirmSignUpCommand({ ...about, ConfirmationCode: message.code })),
  ).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'User cannot be confirmed. Current status is CONFIRMED',
  });
});

test('accepts a code for a day, and only until the next one is sent', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, 'ann@example.com');
  const first = await cognito.lastMessage('ann@example.com');
  const about = { ClientId: pool.clientId, Username: 'ann@example.com' };
  const resent = await cognito.client.send(new ResendConfirmationCodeCommand(about));
  expect(resent.CodeDeliveryDetails?.Destination).toBe('a***@e***');
  const second = await cognito.lastMessage('ann@example.com');
  expect(second.purpose).toBe('ResendCode');
  if (first.code !== second.code) {
    await expect(
      cognito.client.send(new ConfirmSignUpCommand({ ...about, ConfirmationCode: first.code })),
    ).rejects.toMatchObject({ name: 'CodeMismatchException' });
  }
  cognito.clock.advance(24 * 3_600_000);
  await expect(
    cognito.client.send(new ConfirmSignUpCommand({ ...about, ConfirmationCode: second.code })),
  ).rejects.toMatchObject({
    name: 'ExpiredCodeException',
    message: 'Invalid code provided, please request a code again.',
  });
});

test('locks a person who guesses codes out for an hour, even with the right code', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, 'ann@example.com');
  const { code } = await cognito.lastMessage('ann@example.com');
  const about = { ClientId: pool.clientId, Username: 'ann@example.com' };
  const guess = (ConfirmationCode: string) =>
    cognito.client.send(new ConfirmSignUpCommand({ ...about, ConfirmationCode }));
  const wrong = code === '000000' ? '000001' : '000000';
  for (let tries = 0; tries < 5; tries += 1) {
    await expect(guess(wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
  }
  await expect(guess(code)).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Attempt limit exceeded, please try after some time.',
  });
  cognito.clock.advance(3_600_000);
  await expect(guess(code)).resolves.toBeDefined();
});

test('sends at most twenty codes an hour', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, 'ann@example.com');
  const resend = () =>
    cognito.client.send(
      new ResendConfirmationCodeCommand({ ClientId: pool.clientId, Username: 'ann@example.com' }),
    );
  for (let times = 1; times < 20; times += 1) await resend();
  await expect(resend()).rejects.toMatchObject({ name: 'LimitExceededException' });
  cognito.clock.advance(3_600_000);
  await expect(resend()).resolves.toBeDefined();
});

test('accepts an address once, and no weak password', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, 'ann@example.com');
  await expect(signUp(cognito, pool, 'ANN@example.com')).rejects.toMatchObject({
    name: 'UsernameExistsException',
    message: 'An account with the given email already exists.',
  });
  await expect(
    cognito.client.send(
      new SignUpCommand({ ClientId: pool.clientId, Username: 'bob@example.com', Password: 'longenough' }),
    ),
  ).rejects.toMatchObject({
    name: 'InvalidPasswordException',
    message: 'Password did not conform with policy: Password must have uppercase characters',
  });
  await expect(signUp(cognito, pool, 'bob')).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Username should be an email.',
  });
});

test('lets an administrator confirm without a code, and leaves the address unverified', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const sub = await addConfirmed(cognito, pool, 'ann@example.com');
  const person = await cognito.client.send(
    new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: sub }),
  );
  expect(person).toMatchObject({ Username: sub, UserStatus: 'CONFIRMED', Enabled: true });
  expect(person.UserAttributes).toEqual([
    { Name: 'email', Value: 'ann@example.com' },
    { Name: 'email_verified', Value: 'false' },
    { Name: 'sub', Value: sub },
  ]);
  await expect(
    cognito.client.send(new AdminConfirmSignUpCommand({ UserPoolId: pool.poolId, Username: sub })),
  ).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'User cannot be confirmed. Current status is CONFIRMED',
  });
});

test('resets a forgotten password by a code, once and within an hour', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, 'ann@example.com');
  await confirm(cognito, pool, 'ann@example.com');
  const about = { ClientId: pool.clientId, Username: 'ann@example.com' };
  const reset = (ConfirmationCode: string) =>
    cognito.client.send(
      new ConfirmForgotPasswordCommand({ ...about, ConfirmationCode, Password: 'Other-horse-8' }),
    );

  await cognito.client.send(new ForgotPasswordCommand(about));
  const late = await cognito.lastMessage('ann@example.com');
  expect(late).toMatchObject({ purpose: 'ForgotPassword', body: `Your password reset code is ${late.code}` });
  cognito.clock.advance(3_600_000);
  await expect(reset(late.code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });

  await cognito.client.send(new ForgotPasswordCommand(about));
  const { code } = await cognito.lastMessage('ann@example.com');
  await reset(code);
  await expect(reset(code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
  await expect(signIn(cognito, pool, 'ann@example.com')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
  await expect(signIn(cognito, pool, 'ann@example.com', 'Other-horse-8')).resolves.toHaveProperty(
    'AuthenticationResult.AccessToken',
  );
});

test('keeps passwords and codes out of events, and passwords out of the mail', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, 'ann@example.com');
  const { code } = await cognito.lastMessage('ann@example.com');
  const seen = JSON.stringify(cognito.events);
  expect(cognito.events.map(({ type }) => type)).toContain('mail');
  expect(seen).not.toContain(code);
  expect(seen).not.toContain(PASSWORD);
});
