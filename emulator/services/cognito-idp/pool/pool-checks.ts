import { AwsError } from '../../../edge/aws-error.ts';
import type { PoolSettings } from '../state/settings.ts';

/** Throws `InvalidParameterException` for settings that AWS does not accept together. */
export function checkPoolSettings(settings: PoolSettings): void {
  if (settings.AliasAttributes?.length && settings.UsernameAttributes?.length) {
    throw invalid('Only one of the aliasAttributes or usernameAttributes can be set in a user pool.');
  }
  const aliases = settings.AliasAttributes ?? [];
  const verified = settings.AutoVerifiedAttributes ?? [];
  const needed = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  for (const attribute of needed) {
    if (!verified.includes(attribute)) {
      throw invalid(
        `AttributesRequireVerificationBeforeUpdate should be a subset of AutoVerifiedAttributes: ${attribute}`,
      );
    }
  }
  if (verified.includes('phone_number') && !settings.SmsConfiguration) {
    throw invalid(
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    );
  }
  if (new Set(aliases).size !== aliases.length) throw invalid('Duplicate alias attributes.');
  checkRecovery(settings);
  checkTrigger(settings);
  checkTemplate(settings);
  checkFirstFactors(settings);
}

/** `PASSWORD` must be one of the first factors (CDK's AllowedFirstAuthFactors); others need the tier ESSENTIALS (SignInPolicyType). */
function checkFirstFactors({ Policies, UserPoolTier: tier }: PoolSettings): void {
  const factors = Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  if (!factors.includes('PASSWORD')) throw invalid('AllowedFirstAuthFactors must contain PASSWORD.');
  if (factors.length > 1 && tier === 'LITE') {
    throw new AwsError(
      'FeatureUnavailableInTierException',
      'Sign-in without a password is not available in the LITE tier.',
    );
  }
}

function checkRecovery({ AccountRecoverySetting: recovery }: PoolSettings): void {
  const mechanisms = recovery?.RecoveryMechanisms ?? [];
  const adminOnly = mechanisms.some(({ Name }) => Name === 'admin_only');
  if (adminOnly && mechanisms.length > 1) {
    throw invalid('Invalid account recovery setting parameter. admin_only can not be used with others.');
  }
  if (new Set(mechanisms.map(({ Priority }) => Priority)).size !== mechanisms.length) {
    throw invalid('Invalid account recovery setting parameter. Priorities must be unique.');
  }
}

function checkTrigger({ LambdaConfig: triggers, UserPoolTier: tier }: PoolSettings): void {
  const versioned = triggers?.PreTokenGenerationConfig;
  if (versioned && triggers?.PreTokenGeneration !== versioned.LambdaArn) {
    throw invalid('PreTokenGeneration and PreTokenGenerationConfig must have the same Lambda ARN.');
  }
  if (versioned?.LambdaVersion === 'V2_0' && tier === 'LITE') {
    throw new AwsError(
      'FeatureUnavailableInTierException',
      'Pre token generation Lambda version V2_0 is not available in the LITE tier.',
    );
  }
}

function checkTemplate({
  VerificationMessageTemplate: template,
  AdminCreateUserConfig: admin,
}: PoolSettings): void {
  for (const message of [template?.EmailMessage, template?.SmsMessage]) {
    if (message !== undefined && !message.includes('{####}')) {
      throw invalid('Verification message must contain the code placeholder {####}.');
    }
  }
  const invitation = admin?.InviteMessageTemplate;
  for (const message of [invitation?.EmailMessage, invitation?.SMSMessage]) {
    if (message !== undefined && !message.includes('{username}')) {
      throw invalid('Invitation message must contain the placeholder {username}.');
    }
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
