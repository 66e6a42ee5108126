import type {
  CreateUserPoolRequest,
  UpdateUserPoolRequest,
  UserPoolType,
  VerificationMessageTemplateType,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { PoolSettings } from '../state/settings.ts';
import { checkPoolSettings } from './pool-checks.ts';
import { fullSchema } from './schema.ts';

type Mutable = Omit<UpdateUserPoolRequest, 'UserPoolId'>;
type Immutable = Pick<
  PoolSettings,
  'Name' | 'SchemaAttributes' | 'UsernameAttributes' | 'AliasAttributes' | 'UsernameConfiguration'
>;

/**
 * The settings of a new pool, with every default, as DescribeUserPool shows them. Throws `InvalidParameterException` for contradictory
 * settings.
 */
export function newPoolSettings(input: CreateUserPoolRequest): PoolSettings {
  const settings = complete(input, {
    Name: input.PoolName,
    SchemaAttributes: fullSchema(input.Schema ?? []),
    ...(input.UsernameAttributes && { UsernameAttributes: input.UsernameAttributes }),
    ...(input.AliasAttributes && { AliasAttributes: input.AliasAttributes }),
    ...(input.UsernameConfiguration && { UsernameConfiguration: input.UsernameConfiguration }),
  });
  checkPoolSettings(settings);
  return settings;
}

/**
 * The settings after an UpdateUserPool: what it leaves out goes back to its default, triggers included; only the tier (API reference,
 * UpdateUserPool) and the tags stay. What cannot change is kept.
 */
export function changedPoolSettings(before: PoolSettings, input: UpdateUserPoolRequest): PoolSettings {
  const settings = complete(
    {
      ...input,
      UserPoolTier: input.UserPoolTier ?? before.UserPoolTier,
      // The API reference says that tags are removed too; Terraform updates pools without them, and its users keep theirs.
      UserPoolTags: input.UserPoolTags ?? before.UserPoolTags,
    },
    {
      Name: input.PoolName ?? before.Name,
      SchemaAttributes: before.SchemaAttributes,
      ...(before.UsernameAttributes && { UsernameAttributes: before.UsernameAttributes }),
      ...(before.AliasAttributes && { AliasAttributes: before.AliasAttributes }),
      ...(before.UsernameConfiguration && { UsernameConfiguration: before.UsernameConfiguration }),
    },
  );
  checkPoolSettings(settings);
  return settings;
}

function complete(input: Mutable, immutable: Immutable): PoolSettings {
  const template = verificationTemplate(input);
  const temporaryDays = temporaryPasswordDays(input);
  return {
    ...immutable,
    Policies: {
      PasswordPolicy: passwordPolicy(input.Policies?.PasswordPolicy, temporaryDays),
      SignInPolicy: {
        AllowedFirstAuthFactors: input.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'],
      },
    },
    DeletionProtection: input.DeletionProtection ?? 'INACTIVE',
    LambdaConfig: lambdaConfig(input.LambdaConfig ?? {}),
    ...(input.AutoVerifiedAttributes && { AutoVerifiedAttributes: input.AutoVerifiedAttributes }),
    VerificationMessageTemplate: template,
    ...(template.EmailMessage && { EmailVerificationMessage: template.EmailMessage }),
    ...(template.EmailSubject && { EmailVerificationSubject: template.EmailSubject }),
    ...(template.SmsMessage && { SmsVerificationMessage: template.SmsMessage }),
    ...(input.UserAttributeUpdateSettings && {
      UserAttributeUpdateSettings: input.UserAttributeUpdateSettings,
    }),
    MfaConfiguration: input.MfaConfiguration ?? 'OFF',
    ...(input.SmsAuthenticationMessage && { SmsAuthenticationMessage: input.SmsAuthenticationMessage }),
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT', ...input.EmailConfiguration },
    ...(input.SmsConfiguration && { SmsConfiguration: input.SmsConfiguration }),
    UserPoolTags: input.UserPoolTags ?? {},
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      ...input.AdminCreateUserConfig,
      UnusedAccountValidityDays: temporaryDays,
    },
    ...(input.UserPoolAddOns && { UserPoolAddOns: input.UserPoolAddOns }),
    ...(input.AccountRecoverySetting && { AccountRecoverySetting: input.AccountRecoverySetting }),
    UserPoolTier: input.UserPoolTier ?? 'ESSENTIALS',
  };
}

type PasswordPolicy = NonNullable<NonNullable<UserPoolType['Policies']>['PasswordPolicy']>;

/** Without a policy AWS requires eight characters of all four kinds; with one, only what it says. */
function passwordPolicy(given: PasswordPolicy | undefined, temporaryDays: number): PasswordPolicy {
  const strict = given === undefined;
  return {
    MinimumLength: given?.MinimumLength ?? 8,
    RequireUppercase: given?.RequireUppercase ?? strict,
    RequireLowercase: given?.RequireLowercase ?? strict,
    RequireNumbers: given?.RequireNumbers ?? strict,
    RequireSymbols: given?.RequireSymbols ?? strict,
    TemporaryPasswordValidityDays: temporaryDays,
  };
}

/** How many days a temporary password works: by the policy, by the old member of the same meaning, else seven. */
function temporaryPasswordDays(input: Mutable): number {
  const days = input.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays || undefined;
  const old = input.AdminCreateUserConfig?.UnusedAccountValidityDays || undefined;
  if (days !== undefined && old !== undefined && days !== old) {
    throw new AwsError(
      'InvalidParameterException',
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    );
  }
  return days ?? old ?? 7;
}

/** The old members for verification messages and the template are two names of one setting. */
function verificationTemplate(input: Mutable): VerificationMessageTemplateType {
  const given = input.VerificationMessageTemplate;
  const email = given?.EmailMessage ?? input.EmailVerificationMessage;
  const subject = given?.EmailSubject ?? input.EmailVerificationSubject;
  const sms = given?.SmsMessage ?? input.SmsVerificationMessage;
  return {
    DefaultEmailOption: 'CONFIRM_WITH_CODE',
    ...(email && { EmailMessage: email }),
    ...(subject && { EmailSubject: subject }),
    ...(sms && { SmsMessage: sms }),
  };
}

/** `PreTokenGeneration` and the ARN of its versioned form are kept equal (API reference, LambdaConfigType). */
function lambdaConfig(given: NonNullable<UserPoolType['LambdaConfig']>): UserPoolType['LambdaConfig'] {
  const versioned = given.PreTokenGenerationConfig;
  const arn = versioned?.LambdaArn ?? given.PreTokenGeneration;
  if (!arn) return given;
  return {
    ...given,
    PreTokenGeneration: given.PreTokenGeneration ?? arn,
    PreTokenGenerationConfig: versioned ?? { LambdaVersion: 'V1_0', LambdaArn: arn },
  };
}
