import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  GetUserPoolMfaConfigCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigRequest,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { addConfirmed, createPool, signIn, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';

const ANN = 'ann@example.com';
const PHONE = '+12025550123';
const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms', ExternalId: 'x' };
const SES = {
  EmailSendingAccount: 'DEVELOPER' as const,
  SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/example.com',
  From: 'no-reply@example.com',
};

function codeAt({ clock }: TestCognito, secret: string | undefined): string {
  return new TOTP({ secret: Secret.fromBase32(secret ?? '') }).generate({ timestamp: clock.now() });
}

async function poolWith(
  cognito: TestCognito,
  mfa: Partial<SetUserPoolMfaConfigRequest>,
  attributes: Record<string, string> = {},
): Promise<TestPool> {
  const pool = await createPool(cognito, { EmailConfiguration: SES });
  await cognito.client.send(
    new SetUserPoolMfaConfigCommand({ UserPoolId: pool.poolId, MfaConfiguration: 'OPTIONAL', ...mfa }),
  );
  await addConfirmed(cognito, pool, ANN, attributes);
  return pool;
}

function answer(
  { client }: TestCognito,
  { clientId }: TestPool,
  ChallengeName: 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP' | 'SELECT_MFA_TYPE' | 'MFA_SETUP',
  Session: string | undefined,
  ChallengeResponses: Record<string, string>,
) {
  return client.send(
    new RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: ANN, ...ChallengeResponses },
    }),
  );
}

/** Registers an authenticator app for Ann, makes it preferred, and returns its key. */
async function registerApp(cognito: TestCognito, pool: TestPool): Promise<string> {
  const { AuthenticationResult } = await signIn(cognito, pool, ANN);
  const AccessToken = AuthenticationResult?.AccessToken;
  const { SecretCode } = await cognito.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await cognito.client.send(
    new VerifySoftwareTokenCommand({
      AccessToken,
      UserCode: codeAt(cognito, SecretCode),
      FriendlyDeviceName: 'phone',
    }),
  );
  await cognito.client.send(
    new SetUserMFAPreferenceCommand({
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    }),
  );
  return SecretCode ?? '';
}

const TOTP_ON = { SoftwareTokenMfaConfiguration: { Enabled: true } };

describe('an authenticator app', () => {
  test('asks for a code after the password, and accepts it once', async () => {
    await using cognito = await startCognito();
    const pool = await poolWith(cognito, TOTP_ON);
    const secret = await registerApp(cognito, pool);
    const first = await signIn(cognito, pool, ANN);
    expect(first).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { FRIENDLY_DEVICE_NAME: 'phone' },
    });
    expect(first.AuthenticationResult).toBeUndefined();
    await expect(
      answer(cognito, pool, 'SOFTWARE_TOKEN_MFA', first.Session, {
        SOFTWARE_TOKEN_MFA_CODE: codeAt(cognito, secret),
      }),
    ).rejects.toMatchObject({
      name: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
    });
    cognito.clock.advance(30_000);
    const SOFTWARE_TOKEN_MFA_CODE = codeAt(cognito, secret);
    const done = await answer(cognito, pool, 'SOFTWARE_TOKEN_MFA', first.Session, {
      SOFTWARE_TOKEN_MFA_CODE,
    });
    expect(done.AuthenticationResult).toHaveProperty('RefreshToken');
    const second = await signIn(cognito, pool, ANN);
    await expect(
      answer(cognito, pool, 'SOFTWARE_TOKEN_MFA', second.Session, { SOFTWARE_TOKEN_MFA_CODE }),
    ).rejects.toMatchObject({ name: 'ExpiredCodeException' });
  });

  test('rejects wrong codes, and locks the factor after five (the number is a guess)', async () => {
    await using cognito = await startCognito();
    const pool = await poolWith(cognito, TOTP_ON);
    const secret = await registerApp(cognito, pool);
    cognito.clock.advance(60_000);
    const { Session } = await signIn(cognito, pool, ANN);
    const right = codeAt(cognito, secret);
    const wrong = right === '000000' ? '000001' : '000000';
    for (let count = 0; count < 5; count += 1)
      await expect(
        answer(cognito, pool, 'SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: wrong }),
      ).rejects.toMatchObject({
        name: 'CodeMismatchException',
        message: 'Invalid code received for user',
      });
    await expect(
      answer(cognito, pool, 'SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: right }),
    ).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  test('registers no app with a wrong code, nor in a pool that does not offer it', async () => {
    await using cognito = await startCognito();
    const pool = await poolWith(cognito, TOTP_ON);
    const { AuthenticationResult } = await signIn(cognito, pool, ANN);
    const AccessToken = AuthenticationResult?.AccessToken;
    await expect(
      cognito.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: '123456' })),
    ).rejects.toMatchObject({ name: 'SoftwareTokenMFANotFoundException' });
    const { SecretCode } = await cognito.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/);
    const UserCode = codeAt(cognito, SecretCode) === '111111' ? '222222' : '111111';
    await expect(
      cognito.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode })),
    ).rejects.toMatchObject({ name: 'EnableSoftwareTokenMFAException' });
    await expect(
      cognito.client.send(
        new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true } }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'User has not set up software token mfa',
    });
    await cognito.client.send(
      new SetUserPoolMfaConfigCommand({ UserPoolId: pool.poolId, MfaConfiguration: 'OFF' }),
    );
    await expect(
      cognito.client.send(new AssociateSoftwareTokenCommand({ AccessToken })),
    ).rejects.toMatchObject({
      name: 'SoftwareTokenMFANotFoundException',
      message: 'Software Token MFA has not been enabled by the userPool.',
    });
  });

  test('sets an app up in the middle of a sign-in if the pool requires MFA', async () => {
    await using cognito = await startCognito();
    const pool = await poolWith(cognito, { ...TOTP_ON, MfaConfiguration: 'ON' });
    const begun = await signIn(cognito, pool, ANN);
    expect(begun).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    });
    await expect(answer(cognito, pool, 'MFA_SETUP', begun.Session, {})).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const { SecretCode, Session } = await cognito.client.send(
      new AssociateSoftwareTokenCommand({ Session: begun.Session }),
    );
    const verified = await cognito.client.send(
      new VerifySoftwareTokenCommand({ Session, UserCode: codeAt(cognito, SecretCode) }),
    );
    expect(verified.Status).toBe('SUCCESS');
    const done = await answer(cognito, pool, 'MFA_SETUP', verified.Session, {});
    expect(done.AuthenticationResult).toHaveProperty('AccessToken');
    await expect(answer(cognito, pool, 'MFA_SETUP', verified.Session, {})).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Invalid session for the user.',
    });
    expect(await signIn(cognito, pool, ANN)).toHaveProperty('ChallengeName', 'SOFTWARE_TOKEN_MFA');
  });
});

describe('codes by message', () => {
  test.each([
    ['SMS_MFA', 'SMSMfaSettings', PHONE, 'SMS', '+*******0123', 'phone_number_verified'],
    ['EMAIL_OTP', 'EmailMfaSettings', ANN, 'EMAIL', 'a***@e***', 'email_verified'],
  ] as const)('sends a code by %s, accepts it once, and verifies the address', async (...row) => {
    const [factor, settings, to, medium, destination, proved] = row;
    await using cognito = await startCognito();
    const pool = await poolWith(
      cognito,
      {
        SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage: 'Use {####}' },
        EmailMfaConfiguration: { Message: 'Mail: {####}', Subject: 'Sign in' },
      },
      { phone_number: PHONE },
    );
    await cognito.client.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: pool.poolId,
        Username: ANN,
        [settings]: { Enabled: true },
      }),
    );
    const begun = await signIn(cognito, pool, ANN);
    expect(begun).toMatchObject({
      ChallengeName: factor,
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: medium,
        CODE_DELIVERY_DESTINATION: destination,
      },
    });
    const { code, body } = await cognito.lastMessage(to);
    expect(body).toBe(`${factor === 'SMS_MFA' ? 'Use' : 'Mail:'} ${code}`);
    const wrong = code === '000000' ? '000001' : '000000';
    await expect(
      answer(cognito, pool, factor, begun.Session, { [`${factor}_CODE`]: wrong }),
    ).rejects.toMatchObject({
      name: 'CodeMismatchException',
      message: 'Invalid code or auth state for the user.',
    });
    const done = await answer(cognito, pool, factor, begun.Session, { [`${factor}_CODE`]: code });
    expect(done.AuthenticationResult).toHaveProperty('IdToken');
    await expect(
      answer(cognito, pool, factor, begun.Session, { [`${factor}_CODE`]: code }),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const shown = await cognito.client.send(
      new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: ANN }),
    );
    expect(shown.UserMFASettingList).toEqual([factor]);
    expect(shown.UserAttributes).toContainEqual({ Name: proved, Value: 'true' });
  });

  test('lets the person choose between factors when none is preferred', async () => {
    await using cognito = await startCognito();
    const pool = await poolWith(
      cognito,
      { SmsMfaConfiguration: { SmsConfiguration }, EmailMfaConfiguration: {} },
      { phone_number: PHONE },
    );
    await cognito.client.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: pool.poolId,
        Username: ANN,
        SMSMfaSettings: { Enabled: true },
        EmailMfaSettings: { Enabled: true },
      }),
    );
    const begun = await signIn(cognito, pool, ANN);
    expect(begun).toMatchObject({
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]' },
    });
    await expect(
      answer(cognito, pool, 'SELECT_MFA_TYPE', begun.Session, { ANSWER: 'SOFTWARE_TOKEN_MFA' }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const chosen = await answer(cognito, pool, 'SELECT_MFA_TYPE', begun.Session, { ANSWER: 'EMAIL_OTP' });
    expect(chosen.ChallengeName).toBe('EMAIL_OTP');
    const { code } = await cognito.lastMessage(ANN);
    const done = await answer(cognito, pool, 'EMAIL_OTP', chosen.Session, { EMAIL_OTP_CODE: code });
    expect(done.AuthenticationResult).toHaveProperty('AccessToken');
  });

  test('end with the session', async () => {
    await using cognito = await startCognito();
    const pool = await poolWith(
      cognito,
      { SmsMfaConfiguration: { SmsConfiguration }, MfaConfiguration: 'ON' },
      { phone_number: PHONE },
    );
    const { Session } = await signIn(cognito, pool, ANN);
    const { code } = await cognito.lastMessage(PHONE);
    cognito.clock.advance(3 * 60_000);
    await expect(answer(cognito, pool, 'SMS_MFA', Session, { SMS_MFA_CODE: code })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Invalid session for the user, session is expired.',
    });
  });
});

test('shows a pool’s factors as they were set, and rejects contradictory settings', async () => {
  await using cognito = await startCognito();
  const { poolId } = await createPool(cognito);
  const set = (input: Partial<SetUserPoolMfaConfigRequest>) =>
    cognito.client.send(new SetUserPoolMfaConfigCommand({ UserPoolId: poolId, ...input }));
  await set({ MfaConfiguration: 'ON', ...TOTP_ON, SmsMfaConfiguration: { SmsConfiguration } });
  const { $metadata, ...shown } = await cognito.client.send(
    new GetUserPoolMfaConfigCommand({ UserPoolId: poolId }),
  );
  expect(shown).toEqual({
    MfaConfiguration: 'ON',
    SoftwareTokenMfaConfiguration: { Enabled: true },
    SmsMfaConfiguration: { SmsConfiguration },
  });
  await expect(set({ MfaConfiguration: 'OFF', ...TOTP_ON })).rejects.toMatchObject({
    message: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
  });
  await expect(set({ MfaConfiguration: 'ON' })).rejects.toMatchObject({
    message: "Invalid MFA configuration given, can't disable all MFAs and require an MFA together.",
  });
  await expect(set({ MfaConfiguration: 'ON', EmailMfaConfiguration: {} })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await expect(createPool(cognito, { MfaConfiguration: 'ON' })).rejects.toMatchObject({
    message:
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
  });
});
