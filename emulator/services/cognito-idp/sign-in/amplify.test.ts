import {
  confirmSignIn,
  fetchAuthSession,
  fetchMFAPreference,
  setUpTOTP,
  signIn,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from '@aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito';
import { Amplify, ConsoleLogger } from '@aws-amplify/core';
import { SetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { addConfirmed, confirm, createPool, PASSWORD, signUp, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';
import { arnOf, listenTo } from '../testing/trigger-events.ts';

const ANN = 'ann@example.com';

// It warns of every endpoint that is not AWS's own.
ConsoleLogger.LOG_LEVEL = 'ERROR';

/** Configures the library, which is one for the whole process, for the pool; signs anybody out in the end. */
function configure({ endpoint }: TestCognito, { poolId, clientId }: TestPool): AsyncDisposable {
  const Cognito = { userPoolId: poolId, userPoolClientId: clientId, userPoolEndpoint: endpoint };
  // The package `aws-amplify`, which does more than sign-in, combines these.
  cognitoUserPoolsTokenProvider.setAuthConfig({ Cognito });
  Amplify.configure({ Auth: { Cognito } }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
  return { [Symbol.asyncDispose]: () => signOut() };
}

async function whoIsIn(): Promise<string | undefined> {
  return (await fetchAuthSession()).tokens?.idToken?.payload.sub;
}

test('Amplify signs in by SRP, sets an authenticator app up, and is asked for its code at the next sign-in', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await cognito.client.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: pool.poolId,
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  const sub = await addConfirmed(cognito, pool, ANN);
  await using _signedIn = configure(cognito, pool);

  expect((await signIn({ username: ANN, password: PASSWORD })).nextStep.signInStep).toBe('DONE');
  expect(await whoIsIn()).toBe(sub);
  const { sharedSecret } = await setUpTOTP();
  const code = () =>
    new TOTP({ secret: Secret.fromBase32(sharedSecret) }).generate({ timestamp: cognito.clock.now() });
  await expect(verifyTOTPSetup({ code: '000000' })).rejects.toMatchObject({
    name: 'EnableSoftwareTokenMFAException',
  });
  await verifyTOTPSetup({ code: code() });
  await updateMFAPreference({ totp: 'PREFERRED' });
  expect(await fetchMFAPreference()).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
  await signOut();

  cognito.clock.advance(30_000);
  const begun = await signIn({ username: ANN, password: PASSWORD });
  expect(begun).toMatchObject({
    isSignedIn: false,
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
  });
  await expect(confirmSignIn({ challengeResponse: '000000' })).rejects.toMatchObject({
    name: 'CodeMismatchException',
  });
  expect(await confirmSignIn({ challengeResponse: code() })).toMatchObject({ isSignedIn: true });
  expect(await whoIsIn()).toBe(sub);
});

test('Amplify sets an authenticator app up in the middle of a sign-in where the pool requires a second factor', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  const sub = await addConfirmed(cognito, pool, ANN);
  await cognito.client.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: pool.poolId,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  await using _signedIn = configure(cognito, pool);
  const { nextStep } = await signIn({ username: ANN, password: PASSWORD });
  if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP')
    throw new Error(`The next step is ${nextStep.signInStep}.`);
  const secret = Secret.fromBase32(nextStep.totpSetupDetails.sharedSecret);
  const challengeResponse = new TOTP({ secret }).generate({ timestamp: cognito.clock.now() });
  expect(await confirmSignIn({ challengeResponse })).toMatchObject({ isSignedIn: true });
  expect(await whoIsIn()).toBe(sub);
});

test('Amplify answers a custom challenge, after a wrong answer and without a password', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(
    cognito,
    {
      LambdaConfig: {
        DefineAuthChallenge: arnOf('define'),
        CreateAuthChallenge: arnOf('create'),
        VerifyAuthChallengeResponse: arnOf('verify'),
      },
    },
    { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  );
  listenTo(cognito, 'define', ({ request, response }) => {
    const session = request['session'] as { challengeResult: boolean }[];
    const solved = session.at(-1)?.challengeResult === true;
    Object.assign(response, { issueTokens: solved, failAuthentication: session.length > 2 && !solved });
    if (!solved) response['challengeName'] = 'CUSTOM_CHALLENGE';
  });
  listenTo(cognito, 'create', ({ response }) => {
    Object.assign(response, {
      publicChallengeParameters: { riddle: 'two and two' },
      privateChallengeParameters: { answer: 'four' },
    });
  });
  listenTo(cognito, 'verify', ({ request, response }) => {
    const { answer } = request['privateChallengeParameters'] as { answer: string };
    response['answerCorrect'] = request['challengeAnswer'] === answer;
  });
  const sub = await addConfirmed(cognito, pool, ANN);
  await using _signedIn = configure(cognito, pool);

  const step = {
    signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE',
    additionalInfo: expect.objectContaining({ riddle: 'two and two' }),
  };
  const options = { authFlowType: 'CUSTOM_WITHOUT_SRP' as const };
  expect((await signIn({ username: ANN, options })).nextStep).toEqual(step);
  expect((await confirmSignIn({ challengeResponse: 'five' })).nextStep).toEqual(step);
  expect(await confirmSignIn({ challengeResponse: 'four' })).toMatchObject({ isSignedIn: true });
  expect(await whoIsIn()).toBe(sub);
});

test('Amplify signs in by choice: by the list, by a code without a password, by a password, by SRP', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(
    cognito,
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
    { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  );
  const sub = await signUp(cognito, pool, ANN);
  await confirm(cognito, pool, ANN);
  await using _signedIn = configure(cognito, pool);
  const begin = (preferredChallenge?: 'EMAIL_OTP' | 'PASSWORD' | 'PASSWORD_SRP', password?: string) =>
    signIn({
      username: ANN,
      ...(password && { password }),
      options: { authFlowType: 'USER_AUTH', ...(preferredChallenge && { preferredChallenge }) },
    });

  expect((await begin()).nextStep).toEqual({
    signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
    availableChallenges: ['EMAIL_OTP', 'PASSWORD_SRP', 'PASSWORD'],
  });
  expect((await confirmSignIn({ challengeResponse: 'EMAIL_OTP' })).nextStep).toEqual({
    signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
    codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'a***@e***' },
  });
  const { code: challengeResponse } = await cognito.lastMessage(ANN);
  expect(await confirmSignIn({ challengeResponse })).toMatchObject({ isSignedIn: true });
  expect(await whoIsIn()).toBe(sub);

  for (const preferred of ['PASSWORD', 'PASSWORD_SRP'] as const) {
    await signOut();
    expect(await begin(preferred, PASSWORD)).toMatchObject({ isSignedIn: true });
    await signOut();
    await begin();
    const { nextStep } = await confirmSignIn({ challengeResponse: preferred });
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_PASSWORD');
    expect(await confirmSignIn({ challengeResponse: PASSWORD })).toMatchObject({ isSignedIn: true });
    expect(await whoIsIn()).toBe(sub);
  }
});
