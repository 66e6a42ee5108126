import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  GetUserAttributeVerificationCodeCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { addConfirmed, confirm, createPool, signIn, signUp, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';

const ANN = 'ann@example.com';

async function attributesOf({ client }: TestCognito, { poolId }: TestPool, Username = ANN) {
  const { UserAttributes } = await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));
  return Object.fromEntries((UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
}

async function accessTokenOf(cognito: TestCognito, pool: TestPool, name = ANN): Promise<string> {
  const { AuthenticationResult } = await signIn(cognito, pool, name);
  return AuthenticationResult?.AccessToken ?? '';
}

test('leaves a new address unverified until its code is entered, and accepts it for sign-in at once', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, ANN);
  await confirm(cognito, pool, ANN);
  const AccessToken = await accessTokenOf(cognito, pool);
  const { CodeDeliveryDetailsList } = await cognito.client.send(
    new UpdateUserAttributesCommand({
      AccessToken,
      UserAttributes: [{ Name: 'email', Value: 'anna@example.org' }],
    }),
  );
  expect(CodeDeliveryDetailsList).toEqual([
    { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  ]);
  await expect(signIn(cognito, pool, ANN)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  await signIn(cognito, pool, 'anna@example.org');
  expect(await attributesOf(cognito, pool, 'anna@example.org')).toMatchObject({ email_verified: 'false' });
  const { code, purpose } = await cognito.lastMessage('anna@example.org');
  expect(purpose).toBe('UpdateUserAttribute');
  const verify = (Code: string) =>
    cognito.client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }));
  await expect(verify(code === '000000' ? '000001' : '000000')).rejects.toMatchObject({
    name: 'CodeMismatchException',
  });
  await verify(code);
  expect(await attributesOf(cognito, pool, 'anna@example.org')).toMatchObject({ email_verified: 'true' });
});

test('keeps the old address until the code is entered, if the pool wants verification first', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito, {
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  });
  await signUp(cognito, pool, ANN);
  await confirm(cognito, pool, ANN);
  const AccessToken = await accessTokenOf(cognito, pool);
  await cognito.client.send(
    new UpdateUserAttributesCommand({
      AccessToken,
      UserAttributes: [{ Name: 'email', Value: 'anna@example.org' }],
    }),
  );
  expect(await attributesOf(cognito, pool)).toMatchObject({ email: ANN, email_verified: 'true' });
  await cognito.client.send(
    new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: 'email' }),
  );
  const { code } = await cognito.lastMessage('anna@example.org');
  await cognito.client.send(
    new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code: code }),
  );
  expect(await attributesOf(cognito, pool, 'anna@example.org')).toMatchObject({
    email: 'anna@example.org',
    email_verified: 'true',
  });
});

test('does not restore a replaced address by its old code', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await signUp(cognito, pool, ANN);
  await confirm(cognito, pool, ANN);
  const AccessToken = await accessTokenOf(cognito, pool);
  await cognito.client.send(
    new UpdateUserAttributesCommand({
      AccessToken,
      UserAttributes: [{ Name: 'email', Value: 'anna@example.org' }],
    }),
  );
  const { code } = await cognito.lastMessage('anna@example.org');
  await cognito.client.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: pool.poolId,
      Username: 'anna@example.org',
      UserAttributes: [
        { Name: 'email', Value: 'final@example.org' },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  await expect(
    cognito.client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code: code })),
  ).rejects.toMatchObject({ name: 'ExpiredCodeException' });
  expect(await attributesOf(cognito, pool, 'final@example.org')).toMatchObject({ email_verified: 'true' });
});

test('rejects an address that somebody else signs in with', async () => {
  await using cognito = await startCognito();
  const pool = await createPool(cognito);
  await addConfirmed(cognito, pool, ANN);
  await addConfirmed(cognito, pool, 'bob@example.com');
  const AccessToken = await accessTokenOf(cognito, pool, 'bob@example.com');
  await expect(
    cognito.client.send(
      new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'email', Value: ANN }] }),
    ),
  ).rejects.toMatchObject({
    name: 'AliasExistsException',
    message: 'An account with the given email already exists.',
  });
});
