import {
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  ListTagsForResourceCommand,
  ListUserPoolsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { createPool } from '../testing/people.ts';
import { startCognito } from '../testing/start-cognito.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

test('creates a pool with an id, an ARN and every default', async () => {
  await using cognito = await startCognito();
  const { UserPool } = await cognito.client.send(new CreateUserPoolCommand({ PoolName: 'people' }));
  expect(UserPool?.Id).toMatch(/^us-east-1_[0-9A-Za-z]{9}$/);
  expect(UserPool).toMatchObject({
    Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPool?.Id}`,
    Name: 'people',
    Policies: {
      PasswordPolicy: {
        MinimumLength: 8,
        RequireLowercase: true,
        RequireUppercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        TemporaryPasswordValidityDays: 7,
      },
    },
    DeletionProtection: 'INACTIVE',
    LambdaConfig: {},
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    MfaConfiguration: 'OFF',
    EstimatedNumberOfUsers: 0,
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
    UserPoolTier: 'ESSENTIALS',
    CreationDate: new Date('2026-01-01T00:00:00Z'),
  });
  expect(UserPool?.SchemaAttributes).toHaveLength(20);
  expect(UserPool?.SchemaAttributes).toContainEqual({
    Name: 'email',
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' },
  });
});

test('resets what an update leaves out, except the tier; keeps what cannot change', async () => {
  await using cognito = await startCognito();
  const { client } = cognito;
  const { poolId: UserPoolId } = await createPool(cognito, {
    LambdaConfig: { PostConfirmation: ARN },
    DeletionProtection: 'ACTIVE',
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
    UserPoolTier: 'LITE',
    Schema: [{ Name: 'team', AttributeDataType: 'String' }],
  });
  const describe = async () => (await client.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;
  expect(await describe()).toMatchObject({
    LambdaConfig: { PostConfirmation: ARN },
    Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: false } },
  });
  cognito.clock.advance(1000);
  await client.send(new UpdateUserPoolCommand({ UserPoolId, PoolName: 'renamed' }));
  const after = await describe();
  expect(after).toMatchObject({
    Name: 'renamed',
    LambdaConfig: {},
    DeletionProtection: 'INACTIVE',
    Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
    UserPoolTier: 'LITE',
    UsernameAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    LastModifiedDate: new Date('2026-01-01T00:00:01Z'),
  });
  expect(after).not.toHaveProperty('AutoVerifiedAttributes');
  expect(after?.SchemaAttributes?.map(({ Name }) => Name)).toContain('custom:team');
});

test('checks only the rules that a policy names, and keeps tags that an update leaves out (both are guesses)', async () => {
  await using cognito = await startCognito();
  const { poolId: UserPoolId } = await createPool(cognito, {
    UserPoolTags: { stack: 'one' },
    Policies: { PasswordPolicy: { RequireNumbers: true } },
  });
  const describe = async () =>
    (await cognito.client.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;
  expect((await describe())?.Policies?.PasswordPolicy).toEqual({
    MinimumLength: 8,
    RequireNumbers: true,
    RequireLowercase: false,
    RequireUppercase: false,
    RequireSymbols: false,
    TemporaryPasswordValidityDays: 7,
  });
  await cognito.client.send(new UpdateUserPoolCommand({ UserPoolId }));
  expect((await describe())?.UserPoolTags).toEqual({ stack: 'one' });
});

test('sets the age of temporary passwords by its old name too', async () => {
  await using cognito = await startCognito();
  const { UserPool } = await cognito.client.send(
    new CreateUserPoolCommand({
      PoolName: 'people',
      AdminCreateUserConfig: { UnusedAccountValidityDays: 3 },
    }),
  );
  expect(UserPool).toMatchObject({
    Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3, RequireSymbols: true } },
    AdminCreateUserConfig: { UnusedAccountValidityDays: 3, AllowAdminCreateUserOnly: false },
  });
});

test('does not delete a protected pool', async () => {
  await using cognito = await startCognito();
  const { poolId: UserPoolId } = await createPool(cognito, { DeletionProtection: 'ACTIVE' });
  await expect(cognito.client.send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('deletion protection is activated'),
  });
  await cognito.client.send(new UpdateUserPoolCommand({ UserPoolId }));
  await cognito.client.send(new DeleteUserPoolCommand({ UserPoolId }));
  await expect(cognito.client.send(new DescribeUserPoolCommand({ UserPoolId }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `User pool ${UserPoolId} does not exist.`,
  });
});

test.each([
  [
    'devices',
    { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } },
    'CreateUserPool: the parameter DeviceConfiguration',
  ],
  [
    'custom senders',
    { LambdaConfig: { CustomEmailSender: { LambdaVersion: 'V1_0' as const, LambdaArn: ARN } } },
    'CreateUserPool: the parameter LambdaConfig.CustomEmailSender',
  ],
  [
    'threat protection',
    { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' as const } },
    'CreateUserPool: UserPoolAddOns.AdvancedSecurityMode "AUDIT"',
  ],
  [
    'passkeys',
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD' as const, 'WEB_AUTHN' as const] } } },
    'CreateUserPool: Policies.SignInPolicy.AllowedFirstAuthFactors "WEB_AUTHN"',
  ],
  [
    'codes by SMS as the first factor',
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD' as const, 'SMS_OTP' as const] } } },
    'CreateUserPool: Policies.SignInPolicy.AllowedFirstAuthFactors "SMS_OTP"',
  ],
  [
    'verification by link',
    { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' as const } },
    'CreateUserPool: VerificationMessageTemplate.DefaultEmailOption "CONFIRM_WITH_LINK"',
  ],
])('refuses a pool that asks for %s by name', async (_what, settings, named) => {
  await using cognito = await startCognito();
  await expect(
    cognito.client.send(new CreateUserPoolCommand({ PoolName: 'people', ...settings })),
  ).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: `${named} is not supported by the embedded engine.`,
    $metadata: expect.objectContaining({ httpStatusCode: 501 }),
  });
});

test('accepts defaults that are given explicitly', async () => {
  await using cognito = await startCognito();
  await expect(
    cognito.client.send(
      new CreateUserPoolCommand({
        PoolName: 'people',
        MfaConfiguration: 'OFF',
        UserPoolAddOns: { AdvancedSecurityMode: 'OFF' },
        EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      }),
    ),
  ).resolves.toHaveProperty('UserPool.Id');
});

test('lists pools in pages, without tags', async () => {
  await using cognito = await startCognito();
  const ids = new Set<string>();
  for (let count = 0; count < 5; count += 1) ids.add((await createPool(cognito)).poolId);
  const found = new Set<string>();
  let NextToken: string | undefined;
  do {
    const page = await cognito.client.send(new ListUserPoolsCommand({ MaxResults: 2, NextToken }));
    expect(page.UserPools?.length).toBeLessThanOrEqual(2);
    for (const { Id = '' } of page.UserPools ?? []) found.add(Id);
    NextToken = page.NextToken;
  } while (NextToken);
  expect(found).toEqual(ids);
});

test('adds, changes, lists and removes tags; LocalStack’s tag chooses the id', async () => {
  await using cognito = await startCognito();
  const { client } = cognito;
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({
      PoolName: 'people',
      UserPoolTags: { stack: 'one', _custom_id_: 'us-east-1_mine' },
    }),
  );
  expect(UserPool?.Id).toBe('us-east-1_mine');
  const ResourceArn = UserPool?.Arn ?? '';
  await client.send(new TagResourceCommand({ ResourceArn, Tags: { stack: 'two', owner: 'ann' } }));
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['owner', 'never'] }));
  const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
  expect(Tags).toEqual({ stack: 'two', _custom_id_: 'us-east-1_mine' });
});
