import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { createPool, PASSWORD, signUp } from '../testing/people.ts';
import { startCognito } from '../testing/start-cognito.ts';
import { arnOf, listenTo } from '../testing/trigger-events.ts';

const ANN = 'ann@example.com';

test('shows PreSignUp what was given, and lets it confirm and verify', async () => {
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

test('signs nobody up if PreSignUp throws', async () => {
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

test('words the mail by CustomMessage; ignores a text without the code’s place', async () => {
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
    userAttributes: { sub, email: ANN, email_verified: 'false', 'cognito:user_status': 'UNCONFIRMED' },
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

test.each([
  ['a switch that is neither on nor off', { autoConfirmUser: 'yes' }],
  ['an address verified that is not there', { autoVerifyPhone: true }],
])('signs nobody up if PreSignUp answers with %s (the error is a guess)', async (_what, answer) => {
  await using cognito = await startCognito();
  listenTo(cognito, 'PreSignUp', ({ response }) => Object.assign(response, answer));
  const pool = await createPool(cognito, { LambdaConfig: { PreSignUp: arnOf('PreSignUp') } });
  await expect(signUp(cognito, pool, ANN)).rejects.toMatchObject({
    name: 'InvalidLambdaResponseException',
    message: 'Unrecognizable lambda output',
  });
});
