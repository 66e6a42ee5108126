import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientRequest,
  CreateUserPoolCommand,
  type CreateUserPoolRequest,
  GetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { createPool } from '../testing/people.ts';
import { startCognito } from '../testing/start-cognito.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const OTHER = 'arn:aws:lambda:us-east-1:000000000000:function:g';

const pools: [string, Partial<CreateUserPoolRequest>, string][] = [
  [
    'aliases and username attributes together',
    { AliasAttributes: ['email'], UsernameAttributes: ['email'] },
    'InvalidParameterException',
  ],
  [
    'verified telephones without SMS',
    { AutoVerifiedAttributes: ['phone_number'] },
    'InvalidParameterException',
  ],
  [
    'verification before an update of what is not verified',
    { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } },
    'InvalidParameterException',
  ],
  [
    'a recovery by administrators and by mail',
    {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: 'admin_only', Priority: 1 },
          { Name: 'verified_email', Priority: 2 },
        ],
      },
    },
    'InvalidParameterException',
  ],
  [
    'two ages of temporary passwords',
    {
      Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } },
      AdminCreateUserConfig: { UnusedAccountValidityDays: 5 },
    },
    'InvalidParameterException',
  ],
  [
    'two functions for one trigger',
    {
      LambdaConfig: {
        PreTokenGeneration: ARN,
        PreTokenGenerationConfig: { LambdaVersion: 'V1_0', LambdaArn: OTHER },
      },
    },
    'InvalidParameterException',
  ],
  [
    'version 2 of a trigger in the lite tier',
    {
      UserPoolTier: 'LITE',
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: ARN } },
    },
    'FeatureUnavailableInTierException',
  ],
  [
    'a required custom attribute',
    { Schema: [{ Name: 'team', AttributeDataType: 'String', Required: true }] },
    'InvalidParameterException',
  ],
  [
    'a standard attribute of another type',
    { Schema: [{ Name: 'email', AttributeDataType: 'Number' }] },
    'InvalidParameterException',
  ],
  [
    'a password of three characters',
    { Policies: { PasswordPolicy: { MinimumLength: 3 } } },
    'InvalidParameterException',
  ],
  [
    'an id of its own that no call can name',
    { UserPoolTags: { _custom_id_: 'mine' } },
    'InvalidParameterException',
  ],
  ['a name with a slash', { PoolName: 'a/b' }, 'InvalidParameterException'],
];

test.each(pools)('rejects a pool with %s', async (_what, settings, name) => {
  await using cognito = await startCognito();
  await expect(
    cognito.client.send(new CreateUserPoolCommand({ PoolName: 'people', ...settings })),
  ).rejects.toMatchObject({ name, $metadata: expect.objectContaining({ httpStatusCode: 400 }) });
});

const clients: [string, Partial<CreateUserPoolClientRequest>][] = [
  ['old and new names of flows', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] }],
  [
    'rotation and the flow that it replaces',
    { RefreshTokenRotation: { Feature: 'ENABLED' }, ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
  ],
  ['an access token of two days', { AccessTokenValidity: 2, TokenValidityUnits: { AccessToken: 'days' } }],
  ['an access token of a minute', { AccessTokenValidity: 1, TokenValidityUnits: { AccessToken: 'minutes' } }],
  [
    'a refresh token that ends before the others',
    { RefreshTokenValidity: 60, TokenValidityUnits: { RefreshToken: 'minutes' }, AccessTokenValidity: 2 },
  ],
  ['read attributes that are not there', { ReadAttributes: ['custom:team'] }],
  ['write attributes that nobody writes', { WriteAttributes: ['email', 'sub'] }],
  ['two kinds of secrets', { GenerateSecret: true, ClientSecret: 'a'.repeat(24) }],
];

test.each(clients)('rejects a client with %s', async (_what, settings) => {
  await using cognito = await startCognito();
  const { poolId } = await createPool(cognito);
  await expect(
    cognito.client.send(
      new CreateUserPoolClientCommand({ UserPoolId: poolId, ClientName: 'app', ...settings }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('answers that MFA is off', async () => {
  await using cognito = await startCognito();
  const { poolId: UserPoolId } = await createPool(cognito);
  await expect(cognito.client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).resolves.toMatchObject({
    MfaConfiguration: 'OFF',
  });
});
