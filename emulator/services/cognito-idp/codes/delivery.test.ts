import {
  AdminCreateUserCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmSignUpCommand,
  CreateUserPoolCommand,
  ForgotPasswordCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { addConfirmed, createPool, PASSWORD, signIn, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';

const PHONE = '+12025550123';
const ANN = 'ann@example.com';
const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms', ExternalId: 'x' };

function forgot({ client }: TestCognito, { clientId }: TestPool, Username: string) {
  return client.send(new ForgotPasswordCommand({ ClientId: clientId, Username }));
}

async function verifyBoth({ client }: TestCognito, { poolId }: TestPool, Username: string): Promise<void> {
  await client.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: poolId,
      Username,
      UserAttributes: [
        { Name: 'email_verified', Value: 'true' },
        { Name: 'phone_number_verified', Value: 'True' },
      ],
    }),
  );
}

test('verifies the telephone first of two addresses, with an SMS in the inbox', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {
    UsernameAttributes: undefined,
    AutoVerifiedAttributes: ['email', 'phone_number'],
    SmsConfiguration,
    SmsVerificationMessage: 'Code: {####}',
  });
  const { CodeDeliveryDetails } = await cognito.client.send(
    new SignUpCommand({
      ClientId: pool.clientId,
      Username: 'ann',
      Password: PASSWORD,
      UserAttributes: [
        { Name: 'email', Value: ANN },
        { Name: 'phone_number', Value: PHONE },
      ],
    }),
  );
  expect(CodeDeliveryDetails).toEqual({
    Destination: '+*******0123',
    DeliveryMedium: 'SMS',
    AttributeName: 'phone_number',
  });
  const message = await cognito.lastMessage(PHONE);
  expect(message).toMatchObject({ medium: 'SMS', body: `Code: ${message.code}` });
  await cognito.client.send(
    new ConfirmSignUpCommand({
      ClientId: pool.clientId,
      Username: 'ann',
      ConfirmationCode: message.code,
    }),
  );
});

test('lets a person sign up and in by telephone number if the pool allows it', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {
    UsernameAttributes: ['phone_number', 'email'],
    AutoVerifiedAttributes: ['phone_number'],
    SmsConfiguration,
  });
  await addConfirmed(cognito, pool, PHONE);
  await expect(signIn(cognito, pool, PHONE)).resolves.toHaveProperty('AuthenticationResult');
  await expect(addConfirmed(cognito, pool, PHONE)).rejects.toMatchObject({
    name: 'UsernameExistsException',
    message: 'An account with the given phone_number already exists.',
  });
  await expect(addConfirmed(cognito, pool, 'ann')).rejects.toMatchObject({
    message: 'Username should be either an email or a phone number.',
  });
});

test('resets a password by the verified address that the pool ranks first', async () => {
  await using cognito = await startCognito();
  const both = { UsernameAttributes: undefined, AutoVerifiedAttributes: undefined };
  const addresses = { email: ANN, phone_number: PHONE };
  const usual = await createPool(cognito, both);
  await addConfirmed(cognito, usual, 'ann', addresses);
  await verifyBoth(cognito, usual, 'ann');
  expect((await forgot(cognito, usual, 'ann')).CodeDeliveryDetails?.DeliveryMedium).toBe('SMS');
  const ranked = await createPool(cognito, {
    ...both,
    AccountRecoverySetting: {
      RecoveryMechanisms: [
        { Name: 'verified_phone_number', Priority: 2 },
        { Name: 'verified_email', Priority: 1 },
      ],
    },
  });
  await addConfirmed(cognito, ranked, 'ann', addresses);
  await verifyBoth(cognito, ranked, 'ann');
  expect((await forgot(cognito, ranked, 'ann')).CodeDeliveryDetails?.DeliveryMedium).toBe('EMAIL');
});

test('resets no password without a verified address, and says so unless existence is hidden', async () => {
  await using cognito = await startCognito();
  const telling = await createPool(cognito, {}, { PreventUserExistenceErrors: 'LEGACY' });
  await addConfirmed(cognito, telling, ANN);
  await expect(forgot(cognito, telling, ANN)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Cannot reset password for the user as there is no registered/verified email or phone_number',
  });
  const hiding = await createPool(cognito);
  await addConfirmed(cognito, hiding, ANN);
  await expect(forgot(cognito, hiding, ANN)).resolves.toHaveProperty(
    'CodeDeliveryDetails.Destination',
    'a***@e***',
  );
});

test('rejects a reset where only administrators reset passwords (the code is a guess)', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
  });
  await addConfirmed(cognito, pool, ANN);
  await expect(forgot(cognito, pool, ANN)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('words invitations and verification mails as the pool says', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {
    AdminCreateUserConfig: {
      InviteMessageTemplate: {
        EmailSubject: 'Come in',
        EmailMessage: 'You are {username}, the word is {####}',
      },
    },
    EmailVerificationMessage: 'Prove it with {####}',
    EmailVerificationSubject: 'Proof',
    EmailConfiguration: { ReplyToEmailAddress: 'help@example.com' },
  });
  await cognito.client.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.poolId,
      Username: 'bob@example.com',
      DesiredDeliveryMediums: ['EMAIL'],
    }),
  );
  const odd = "P@5x*g$&$'1";
  await cognito.client.send(
    new AdminCreateUserCommand({
      UserPoolId: pool.poolId,
      Username: 'odd@example.com',
      TemporaryPassword: odd,
      DesiredDeliveryMediums: ['EMAIL'],
    }),
  );
  const { username, body } = await cognito.lastMessage('odd@example.com');
  expect(body).toBe(`You are ${username}, the word is ${odd}`);
  const invitation = await cognito.lastMessage('bob@example.com');
  expect(invitation).toMatchObject({
    subject: 'Come in',
    body: `You are ${invitation.username}, the word is ${invitation.code}`,
    replyTo: 'help@example.com',
  });
  await cognito.client.send(
    new SignUpCommand({ ClientId: pool.clientId, Username: ANN, Password: PASSWORD }),
  );
  const proof = await cognito.lastMessage(ANN);
  expect(proof).toMatchObject({ subject: 'Proof', body: `Prove it with ${proof.code}` });
  await expect(
    cognito.client.send(
      new CreateUserPoolCommand({ PoolName: 'people', EmailVerificationMessage: 'no place for it' }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
});
