import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { addConfirmed, createPool, PASSWORD, signIn, signUp } from '../testing/people.ts';
import { startCognito, type TestCognito, type TriggerEvent } from '../testing/start-cognito.ts';

const ANN = 'ann@example.com';

function arnOf(trigger: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${trigger}`;
}

/** Gives the pool a function that answers with its event after `change`; returns the events it gets. */
function listenTo(
  cognito: TestCognito,
  trigger: string,
  change: (event: TriggerEvent) => unknown = () => undefined,
): TriggerEvent[] {
  const events: TriggerEvent[] = [];
  cognito.functions.set(arnOf(trigger), (event) => {
    events.push(structuredClone(event));
    change(event);
    return event;
  });
  return events;
}

test('PreSignUp sees what was given, and can confirm and verify', async () => {
  await using cognito = await startCognito();
  const pre = listenTo(cognito, 'PreSignUp', ({ response }) => {
    response['autoConfirmUser'] = true;
    response['autoVerifyEmail'] = true;
  });
  const post = listenTo(cognito, 'PostConfirmation');
  const pool = await createPool(cognito, {
    LambdaConfig: { PreSignUp: arnOf('PreSignUp'), PostConfirmation: arnOf('PostConfirmation') },
  });
  const { UserConfirmed, UserSub, CodeDeliveryDetails } = await cognito.client.send(
    new SignUpCommand({
      ClientId: pool.clientId,
      Username: ANN,
      Password: PASSWORD,
      ValidationData: [{ Name: 'captcha', Value: 'yes' }],
      ClientMetadata: { from: 'test' },
    }),
  );
  expect([UserConfirmed, CodeDeliveryDetails]).toEqual([true, undefined]);
  expect(pre).toEqual([
    {
      version: '1',
      region: 'us-east-1',
      userPoolId: pool.poolId,
      userName: UserSub,
      callerContext: { awsSdkVersion: expect.any(String), clientId: pool.clientId },
      triggerSource: 'PreSignUp_SignUp',
      request: {
        userAttributes: { email: ANN },
        validationData: { captcha: 'yes' },
        clientMetadata: { from: 'test' },
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    },
  ]);
  expect(post[0]).toMatchObject({
    triggerSource: 'PostConfirmation_ConfirmSignUp',
    request: { userAttributes: { email_verified: 'true', 'cognito:user_status': 'CONFIRMED' } },
  });
});

test('a PreSignUp function that throws keeps the person out', async () => {
  await using cognito = await startCognito();
  listenTo(cognito, 'PreSignUp', () => {
    throw new Error('not from here');
  });
  const pool = await createPool(cognito, { LambdaConfig: { PreSignUp: arnOf('PreSignUp') } });
  await expect(signUp(cognito, pool, ANN)).rejects.toMatchObject({
    name: 'UserLambdaValidationException',
    message: 'PreSignUp failed with error not from here.',
  });
  await expect(
    cognito.client.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: ANN })),
  ).rejects.toMatchObject({ name: 'UserNotFoundException', message: 'User does not exist.' });
});

test('PreAuthentication, PostAuthentication and PreTokenGeneration run in this order, with the data AWS gives each', async () => {
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
  const userAttributes = { sub, email: ANN, 'cognito:user_status': 'CONFIRMED' };
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

test('a PreAuthentication function hears of nobody only where existence is hidden', async () => {
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

test('version 1 of PreTokenGeneration changes the ID token and the groups, but no claim that is Cognito’s', async () => {
  await using cognito = await startCognito();
  listenTo(cognito, 'PreTokenGeneration', ({ response }) => {
    response['claimsOverrideDetails'] = {
      claimsToAddOrOverride: { tenant: 'blue', sub: 'forged', given_name: 'Anna' },
      claimsToSuppress: ['email', 'iss'],
      groupOverrideDetails: { groupsToOverride: ['a', 'b'], preferredRole: 'arn:aws:iam::0:role/r' },
    };
  });
  const pool = await createPool(cognito, {
    LambdaConfig: { PreTokenGeneration: arnOf('PreTokenGeneration') },
  });
  const sub = await addConfirmed(cognito, pool, ANN, { given_name: 'Ann' });
  const { AuthenticationResult } = await signIn(cognito, pool, ANN);
  const id = decodeJwt(AuthenticationResult?.IdToken ?? '');
  expect(id).toMatchObject({
    sub,
    tenant: 'blue',
    given_name: 'Anna',
    'cognito:groups': ['a', 'b'],
    'cognito:preferred_role': 'arn:aws:iam::0:role/r',
    iss: expect.any(String),
  });
  expect(id).not.toHaveProperty('email');
  const access = decodeJwt(AuthenticationResult?.AccessToken ?? '');
  expect(access).toMatchObject({ sub, 'cognito:groups': ['a', 'b'] });
  expect(access).not.toHaveProperty('tenant');
});

test('version 2 of PreTokenGeneration changes both tokens and the scopes', async () => {
  await using cognito = await startCognito();
  const events = listenTo(cognito, 'PreTokenGeneration', ({ response }) => {
    response['claimsAndScopeOverrideDetails'] = {
      idTokenGeneration: { claimsToAddOrOverride: { tenant: { name: 'blue' } } },
      accessTokenGeneration: {
        claimsToAddOrOverride: { tier: 3 },
        scopesToAdd: ['orders/read'],
      },
    };
  });
  const LambdaArn = arnOf('PreTokenGeneration');
  const pool = await createPool(cognito, {
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn } },
  });
  await addConfirmed(cognito, pool, ANN);
  const { AuthenticationResult } = await signIn(cognito, pool, ANN);
  expect(events[0]).toMatchObject({
    version: '2',
    request: { scopes: ['aws.cognito.signin.user.admin'] },
    response: { claimsAndScopeOverrideDetails: null },
  });
  expect(decodeJwt(AuthenticationResult?.IdToken ?? '')).toMatchObject({ tenant: { name: 'blue' } });
  expect(decodeJwt(AuthenticationResult?.AccessToken ?? '')).toMatchObject({
    tier: 3,
    scope: 'aws.cognito.signin.user.admin orders/read',
  });
});

test('CustomMessage words the mail; a text without the code’s place is not used', async () => {
  await using cognito = await startCognito();
  const events = listenTo(cognito, 'CustomMessage', ({ triggerSource, response, request }) => {
    response['emailSubject'] = `About ${triggerSource}`;
    response['emailMessage'] =
      triggerSource === 'CustomMessage_SignUp'
        ? `Welcome! ${String(request['codeParameter'])}`
        : 'No code here';
  });
  const pool = await createPool(cognito, { LambdaConfig: { CustomMessage: arnOf('CustomMessage') } });
  const sub = await signUp(cognito, pool, ANN);
  const welcome = await cognito.lastMessage(ANN);
  expect(welcome).toMatchObject({
    subject: 'About CustomMessage_SignUp',
    body: `Welcome! ${welcome.code}`,
  });
  expect(events[0]?.request).toEqual({
    userAttributes: { sub, email: ANN, 'cognito:user_status': 'UNCONFIRMED' },
    codeParameter: '{####}',
    linkParameter: '{##Click Here##}',
    usernameParameter: null,
  });
  await cognito.client.send(
    new AdminCreateUserCommand({ UserPoolId: pool.poolId, Username: 'bob@example.com' }),
  );
  const invitation = await cognito.lastMessage('bob@example.com');
  expect(invitation.body).toBe(
    `Your username is ${invitation.username} and temporary password is ${invitation.code}. `,
  );
  expect(events[1]).toMatchObject({
    triggerSource: 'CustomMessage_AdminCreateUser',
    request: { usernameParameter: '{username}' },
  });
});

test('UserMigration brings people in at their first sign-in and at a password reset', async () => {
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

test('a new password instead of the temporary one has its own source, and no PostConfirmation; PostAuthentication sees the status before it', async () => {
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
