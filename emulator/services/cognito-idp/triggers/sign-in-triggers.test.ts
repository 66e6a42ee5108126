import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { addConfirmed, createPool, PASSWORD, signIn } from '../testing/people.ts';
import { startCognito, type TriggerEvent } from '../testing/start-cognito.ts';
import { arnOf, listenTo } from '../testing/trigger-events.ts';

const ANN = 'ann@example.com';

test('runs PreAuthentication, PostAuthentication and PreTokenGeneration in this order, with AWS’s data', async () => {
  await using cognito = await startCognito();
  const order: string[] = [];
  const note = ({ triggerSource }: TriggerEvent) => order.push(triggerSource);
  const pre = listenTo(cognito, 'PreAuthentication', note);
  const post = listenTo(cognito, 'PostAuthentication', note);
  const token = listenTo(cognito, 'PreTokenGeneration', note);
  const pool = await createPool(cognito, {
    LambdaConfig: {
      PreAuthentication: arnOf('PreAuthentication'),
      PostAuthentication: arnOf('PostAuthentication'),
      PreTokenGeneration: arnOf('PreTokenGeneration'),
    },
  });
  const sub = await addConfirmed(cognito, pool, ANN);
  const { AuthenticationResult } = await cognito.client.send(
    new InitiateAuthCommand({
      ClientId: pool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: ANN, PASSWORD },
      ClientMetadata: { from: 'test' },
    }),
  );
  expect(order).toEqual([
    'PreAuthentication_Authentication',
    'PostAuthentication_Authentication',
    'TokenGeneration_Authentication',
  ]);
  const userAttributes = {
    sub,
    email: ANN,
    email_verified: 'false',
    'cognito:user_status': 'CONFIRMED',
  };
  expect(pre[0]?.request).toEqual({
    userAttributes,
    validationData: { from: 'test' },
    userNotFound: false,
  });
  expect(post[0]?.request).toEqual({ userAttributes, newDeviceUsed: false });
  expect(token[0]?.request).toEqual({
    userAttributes,
    groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
  });
  await cognito.client.send(
    new InitiateAuthCommand({
      ClientId: pool.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '' },
    }),
  );
  expect(order.slice(3)).toEqual(['TokenGeneration_RefreshTokens']);
});

test('calls PreAuthentication for unknown people only if existence is hidden', async () => {
  await using cognito = await startCognito();
  const events = listenTo(cognito, 'PreAuthentication');
  const settings = { LambdaConfig: { PreAuthentication: arnOf('PreAuthentication') } };
  const hiding = await createPool(cognito, settings);
  await expect(signIn(cognito, hiding, ANN)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ userName: ANN, request: { userAttributes: {}, userNotFound: true } });
  const telling = await createPool(cognito, settings, { PreventUserExistenceErrors: 'LEGACY' });
  await expect(signIn(cognito, telling, ANN)).rejects.toMatchObject({
    name: 'UserNotFoundException',
    message: 'User does not exist.',
  });
  expect(events).toHaveLength(1);
});

test('migrates people with UserMigration at their first sign-in and at a password reset', async () => {
  await using cognito = await startCognito();
  const events = listenTo(cognito, 'UserMigration', ({ userName, request, response }) => {
    if (request['password'] === 'Wrong-horse-7') throw new Error('Bad password');
    response['userAttributes'] = { email: userName, email_verified: 'true', given_name: 'Ann' };
    response['finalUserStatus'] = 'CONFIRMED';
    response['messageAction'] = 'SUPPRESS';
  });
  const pool = await createPool(cognito, { LambdaConfig: { UserMigration: arnOf('UserMigration') } });
  await expect(signIn(cognito, pool, ANN, 'Wrong-horse-7')).rejects.toMatchObject({
    name: 'UserLambdaValidationException',
    message: 'UserMigration failed with error Bad password.',
  });
  await signIn(cognito, pool, ANN);
  await signIn(cognito, pool, ANN);
  expect(events).toHaveLength(2);
  expect(events[1]).toMatchObject({
    triggerSource: 'UserMigration_Authentication',
    userName: ANN,
    request: { password: PASSWORD },
  });
  const Username = 'bob@example.com';
  await cognito.client.send(new ForgotPasswordCommand({ ClientId: pool.clientId, Username }));
  expect(events[2]).toMatchObject({ triggerSource: 'UserMigration_ForgotPassword', userName: Username });
  const { code } = await cognito.lastMessage(Username);
  await cognito.client.send(
    new ConfirmForgotPasswordCommand({
      ClientId: pool.clientId,
      Username,
      ConfirmationCode: code,
      Password: PASSWORD,
    }),
  );
  await expect(signIn(cognito, pool, Username)).resolves.toHaveProperty('AuthenticationResult');
});

test('calls PreTokenGeneration with its own source after a new password, no PostConfirmation, and PostAuthentication with the status before it', async () => {
  await using cognito = await startCognito();
  const confirmed = listenTo(cognito, 'PostConfirmation');
  const token = listenTo(cognito, 'PreTokenGeneration');
  const post = listenTo(cognito, 'PostAuthentication');
  const pool = await createPool(cognito, {
    LambdaConfig: {
      PostAuthentication: arnOf('PostAuthentication'),
      PostConfirmation: arnOf('PostConfirmation'),
      PreTokenGeneration: arnOf('PreTokenGeneration'),
    },
  });
  await cognito.client.send(new AdminCreateUserCommand({ UserPoolId: pool.poolId, Username: ANN }));
  const { code } = await cognito.lastMessage(ANN);
  const { ChallengeName, Session } = await cognito.client.send(
    new AdminInitiateAuthCommand({
      UserPoolId: pool.poolId,
      ClientId: pool.clientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: ANN, PASSWORD: code },
    }),
  );
  expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  const respond = () =>
    cognito.client.send(
      new RespondToAuthChallengeCommand({
        ClientId: pool.clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: ANN, NEW_PASSWORD: PASSWORD },
      }),
    );
  await expect(respond()).resolves.toHaveProperty('AuthenticationResult.IdToken');
  await expect(respond()).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Invalid session for the user.',
  });
  expect(token.map(({ triggerSource }) => triggerSource)).toEqual(['TokenGeneration_NewPasswordChallenge']);
  expect(confirmed).toEqual([]);
  expect(post).toHaveLength(1);
  expect(post[0]?.request.userAttributes['cognito:user_status']).toBe('FORCE_CHANGE_PASSWORD');
});

test('refuses a migration that wants a welcome message by name', async () => {
  await using cognito = await startCognito();
  listenTo(cognito, 'UserMigration', ({ userName, response }) => {
    response['userAttributes'] = { email: userName };
  });
  const pool = await createPool(cognito, { LambdaConfig: { UserMigration: arnOf('UserMigration') } });
  await expect(signIn(cognito, pool, ANN)).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: expect.stringContaining('UserMigration: a welcome message'),
  });
});
