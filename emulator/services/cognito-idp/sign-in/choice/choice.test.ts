import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type ChallengeNameType,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolRequest,
  GetUserAuthFactorsCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { addConfirmed, confirm, createPool, PASSWORD, signUp, type TestPool } from '../../testing/people.ts';
import { startCognito, type TestCognito } from '../../testing/start-cognito.ts';
import { arnOf, listenTo } from '../../testing/trigger-events.ts';

const ANN = 'ann@example.com';
const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const WRONG_CODE = { name: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' };
const CODES = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD' as const, 'EMAIL_OTP' as const] } };

function choicePool(cognito: TestCognito, pool: Partial<CreateUserPoolRequest> = {}): Promise<TestPool> {
  return createPool(
    cognito,
    { Policies: CODES, ...pool },
    { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  );
}

/** Signs somebody up and confirms them by the code in their mail, which verifies the address. */
async function addVerified(cognito: TestCognito, pool: TestPool, username = ANN): Promise<string> {
  const sub = await signUp(cognito, pool, username);
  await confirm(cognito, pool, username);
  return sub;
}

function begin(
  { client }: TestCognito,
  { clientId: ClientId }: TestPool,
  more: Record<string, string> = {},
  USERNAME = ANN,
) {
  return client.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, ...more } }),
  );
}

function answer(
  { client }: TestCognito,
  { clientId: ClientId }: TestPool,
  ChallengeName: ChallengeNameType,
  Session: string | undefined,
  responses: Record<string, string>,
  USERNAME = ANN,
) {
  const ChallengeResponses = { USERNAME, ...responses };
  return client.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
  );
}

test('lists the first factors that a person can use, and signs in by the password with the choice', async () => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito);
  await addVerified(cognito, pool);
  const begun = await begin(cognito, pool);
  expect(begun).toMatchObject({
    ChallengeName: 'SELECT_CHALLENGE',
    AvailableChallenges: ['EMAIL_OTP', 'PASSWORD_SRP', 'PASSWORD'],
    ChallengeParameters: {},
  });
  const choose = (PASSWORD: string) =>
    answer(cognito, pool, 'SELECT_CHALLENGE', begun.Session, { ANSWER: 'PASSWORD', PASSWORD });
  await expect(choose('Wrong-horse-1')).rejects.toMatchObject(INCORRECT);
  expect((await choose(PASSWORD)).AuthenticationResult).toHaveProperty('AccessToken');
  await expect(choose(PASSWORD)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Invalid session for the user.',
  });
});

test('signs in by a code sent to the verified address, which works once', async () => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito);
  const sub = await addVerified(cognito, pool);
  const begun = await begin(cognito, pool, { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
  expect(begun).toMatchObject({
    ChallengeName: 'EMAIL_OTP',
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
      CODE_DELIVERY_DESTINATION: 'a***@e***',
    },
  });
  expect(JSON.stringify(begun.ChallengeParameters)).not.toContain(sub);
  const { code } = await cognito.lastMessage(ANN);
  const enter = (EMAIL_OTP_CODE: string) =>
    answer(cognito, pool, 'EMAIL_OTP', begun.Session, { EMAIL_OTP_CODE });
  await expect(enter(code === '000000' ? '000001' : '000000')).rejects.toMatchObject(WRONG_CODE);
  const { AuthenticationResult } = await enter(code);
  expect(
    await cognito.client.send(
      new GetUserAuthFactorsCommand({ AccessToken: AuthenticationResult?.AccessToken }),
    ),
  ).toMatchObject({ Username: sub, ConfiguredUserAuthFactors: ['EMAIL_OTP', 'PASSWORD'] });
  await expect(enter(code)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('asks for the factor that was chosen if its answer did not come with the choice', async () => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito);
  await addVerified(cognito, pool);
  const asked = await begin(cognito, pool, { PREFERRED_CHALLENGE: 'PASSWORD' });
  expect(asked).toMatchObject({ ChallengeName: 'PASSWORD', ChallengeParameters: {} });
  await expect(answer(cognito, pool, 'PASSWORD', asked.Session, {})).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Missing required parameter PASSWORD',
  });
  const done = await answer(cognito, pool, 'PASSWORD', asked.Session, { PASSWORD });
  expect(done.AuthenticationResult).toHaveProperty('IdToken');

  const { Session } = await begin(cognito, pool);
  const chosen = await answer(cognito, pool, 'SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD_SRP' });
  expect(chosen).toMatchObject({ ChallengeName: 'PASSWORD_SRP' });
  expect(await answer(cognito, pool, 'PASSWORD_SRP', chosen.Session, { SRP_A: 'abcdef' })).toMatchObject({
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: { SRP_B: expect.any(String) },
  });
});

test('takes the preferred password at once, also from an administrator', async () => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito);
  await addVerified(cognito, pool);
  const AuthParameters = { USERNAME: ANN, PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD };
  expect((await begin(cognito, pool, AuthParameters)).AuthenticationResult).toHaveProperty('IdToken');
  const { AuthenticationResult } = await cognito.client.send(
    new AdminInitiateAuthCommand({
      UserPoolId: pool.poolId,
      ClientId: pool.clientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters,
    }),
  );
  expect(AuthenticationResult).toHaveProperty('IdToken');
  await expect(begin(cognito, pool, { ...AuthParameters, PASSWORD: 'Wrong-horse-1' })).rejects.toMatchObject(
    INCORRECT,
  );
});

test('answers a preferred factor that the person cannot use with the list, and rejects choosing it', async () => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito, { Policies: {} });
  await addVerified(cognito, pool);
  for (const PREFERRED_CHALLENGE of ['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN']) {
    const begun = await begin(cognito, pool, { PREFERRED_CHALLENGE });
    expect(begun).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
    });
    await expect(
      answer(cognito, pool, 'SELECT_CHALLENGE', begun.Session, { ANSWER: PREFERRED_CHALLENGE }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  }
});

test.each([
  ['without a verified address', 'unverified'],
  ['to a disabled person', 'disabled'],
  ['after a reset of the password', 'reset'],
  ['to a person with a second factor', 'second'],
])('offers no code %s (a guess)', async (_what, why) => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito, { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } });
  const whom = { UserPoolId: pool.poolId, Username: ANN };
  if (why === 'unverified') await addConfirmed(cognito, pool, ANN);
  else await addVerified(cognito, pool);
  if (why === 'disabled') await cognito.client.send(new AdminDisableUserCommand(whom));
  if (why === 'reset') await cognito.client.send(new AdminResetUserPasswordCommand(whom));
  if (why === 'second') await requireMail(cognito, pool);
  expect(await begin(cognito, pool, { PREFERRED_CHALLENGE: 'EMAIL_OTP' })).toMatchObject({
    ChallengeName: 'SELECT_CHALLENGE',
    AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
  });
});

function requireMail({ client }: TestCognito, { poolId }: TestPool) {
  return client.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: poolId,
      MfaConfiguration: 'ON',
      EmailMfaConfiguration: {},
    }),
  );
}

test('asks for a second factor that is required while the code is on its way', async () => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito, { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } });
  await addVerified(cognito, pool);
  const begun = await begin(cognito, pool, { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
  const { code } = await cognito.lastMessage(ANN);
  await requireMail(cognito, pool);
  const next = await answer(cognito, pool, 'EMAIL_OTP', begun.Session, { EMAIL_OTP_CODE: code });
  expect(next).toMatchObject({ ChallengeName: 'EMAIL_OTP' });
  expect(next).not.toHaveProperty('AuthenticationResult');
  const second = (await cognito.lastMessage(ANN)).code;
  const done = await answer(cognito, pool, 'EMAIL_OTP', next.Session, { EMAIL_OTP_CODE: second });
  expect(done.AuthenticationResult).toHaveProperty('IdToken');
});

test('asks for the second factor after a password, as in every flow', async () => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito, { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } });
  await addVerified(cognito, pool);
  await requireMail(cognito, pool);
  const next = await begin(cognito, pool, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD });
  expect(next).toMatchObject({ ChallengeName: 'EMAIL_OTP' });
  expect(next).not.toHaveProperty('AuthenticationResult');
});

test('answers for a name that nobody has as for a person, and no password or code is right', async () => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito);
  const begun = await begin(cognito, pool);
  expect(begun).toMatchObject({
    ChallengeName: 'SELECT_CHALLENGE',
    AvailableChallenges: ['EMAIL_OTP', 'PASSWORD_SRP', 'PASSWORD'],
  });
  const choose = (responses: Record<string, string>) =>
    answer(cognito, pool, 'SELECT_CHALLENGE', begun.Session, responses);
  await expect(choose({ ANSWER: 'PASSWORD', PASSWORD })).rejects.toMatchObject(INCORRECT);
  const sent = await choose({ ANSWER: 'EMAIL_OTP' });
  expect(sent).toMatchObject({
    ChallengeName: 'EMAIL_OTP',
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
      CODE_DELIVERY_DESTINATION: 'a***@e***',
    },
  });
  expect(cognito.events.filter(({ type }) => type === 'mail')).toEqual([]);
  await expect(
    answer(cognito, pool, 'EMAIL_OTP', sent.Session, { EMAIL_OTP_CODE: '000000' }),
  ).rejects.toMatchObject(WRONG_CODE);
});

test('signs up and in without a password; an administrator adds such a person as confirmed (a guess)', async () => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito);
  const { UserConfirmed } = await cognito.client.send(
    new SignUpCommand({ ClientId: pool.clientId, Username: ANN }),
  );
  expect(UserConfirmed).toBe(false);
  const unconfirmed = { name: 'UserNotConfirmedException' };
  await expect(begin(cognito, pool)).rejects.toMatchObject(unconfirmed);
  const { code: ConfirmationCode } = await cognito.lastMessage(ANN);
  await cognito.client.send(
    new ConfirmSignUpCommand({ ClientId: pool.clientId, Username: ANN, ConfirmationCode }),
  );
  expect(await begin(cognito, pool)).toMatchObject({ AvailableChallenges: ['EMAIL_OTP'] });

  const BEN = 'ben@example.com';
  const UserAttributes = [
    { Name: 'email', Value: BEN },
    { Name: 'email_verified', Value: 'true' },
  ];
  const whom = { UserPoolId: pool.poolId, Username: BEN };
  await cognito.client.send(new AdminCreateUserCommand({ ...whom, UserAttributes }));
  expect(await cognito.client.send(new AdminGetUserCommand(whom))).toMatchObject({ UserStatus: 'CONFIRMED' });
  const begun = await begin(cognito, pool, { PREFERRED_CHALLENGE: 'EMAIL_OTP' }, BEN);
  const { code: EMAIL_OTP_CODE } = await cognito.lastMessage(BEN);
  const done = await answer(cognito, pool, 'EMAIL_OTP', begun.Session, { EMAIL_OTP_CODE }, BEN);
  expect(done.AuthenticationResult).toHaveProperty('IdToken');

  await cognito.client.send(
    new AdminUpdateUserAttributesCommand({
      ...whom,
      UserAttributes: [{ Name: 'email_verified', Value: 'false' }],
    }),
  );
  await expect(begin(cognito, pool, {}, BEN)).rejects.toMatchObject(INCORRECT);
});

test('asks PreAuthentication once for each sign-in', async () => {
  await using cognito = await startCognito();
  const pool = await choicePool(cognito, { LambdaConfig: { PreAuthentication: arnOf('before') } });
  await addVerified(cognito, pool);
  const asked: unknown[] = [];
  listenTo(cognito, 'before', ({ userName }) => {
    asked.push(userName);
  });
  const { Session } = await begin(cognito, pool);
  await answer(cognito, pool, 'SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD', PASSWORD });
  expect(asked).toHaveLength(1);
});

test('needs the client’s flow, the tier ESSENTIALS, and a password among the factors', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, { Policies: CODES });
  await expect(begin(cognito, pool)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Auth flow not enabled for this client',
  });
  const create = (settings: Partial<CreateUserPoolRequest>) =>
    cognito.client.send(new CreateUserPoolCommand({ PoolName: 'people', ...settings }));
  const unavailable = { name: 'FeatureUnavailableInTierException' };
  await expect(create({ UserPoolTier: 'LITE', Policies: CODES })).rejects.toMatchObject(unavailable);
  await expect(
    create({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } } }),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  const { UserPool } = await create({ UserPoolTier: 'LITE' });
  await expect(
    cognito.client.send(
      new CreateUserPoolClientCommand({
        UserPoolId: UserPool?.Id,
        ClientName: 'app',
        ExplicitAuthFlows: ['ALLOW_USER_AUTH'],
      }),
    ),
  ).rejects.toMatchObject(unavailable);
});
