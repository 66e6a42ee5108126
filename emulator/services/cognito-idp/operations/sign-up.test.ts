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

test('a person signs up, is refused with a wrong code, confirms with the right one and signs in', async () => {
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

test('a code is good for a day, and only until the next is sent', async () => {
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

test('who guesses codes is shut out for an hour, the right code included', async () => {
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

test('twenty codes an hour can be asked for', async () => {
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

test('an address signs up once, and a weak password not at all', async () => {
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

test('an administrator confirms without a code, and the address stays unverified', async () => {
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

test('a forgotten password is reset by the code, which is good for an hour and once', async () => {
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

test('no password and no code is in an event, and no password in the mail', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, 'ann@example.com');
  const { code } = await cognito.lastMessage('ann@example.com');
  const seen = JSON.stringify(cognito.events);
  expect(cognito.events.map(({ type }) => type)).toContain('mail');
  expect(seen).not.toContain(code);
  expect(seen).not.toContain(PASSWORD);
});
