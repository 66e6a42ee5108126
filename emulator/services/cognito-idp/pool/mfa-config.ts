import type {
  GetUserPoolMfaConfigResponse,
  SetUserPoolMfaConfigRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { PoolSettings } from '../state/settings.ts';
import type { Pool, PoolMfa } from '../state/state.ts';

/**
 * A pool's factors and settings after SetUserPoolMfaConfig: a factor that is left out is off. Throws `InvalidParameterException` for
 * contradictory settings, `FeatureUnavailableInTierException` for codes by mail in the tier LITE.
 */
export function changedMfa(
  { settings }: Pick<Pool, 'settings'>,
  input: SetUserPoolMfaConfigRequest,
): { mfa: PoolMfa; settings: PoolSettings } {
  const { SmsMfaConfiguration: sms, EmailMfaConfiguration: email } = input;
  const mode = input.MfaConfiguration ?? settings.MfaConfiguration ?? 'OFF';
  const mfa: PoolMfa = {
    ...(sms && { sms: { ...(sms.SmsAuthenticationMessage && { message: sms.SmsAuthenticationMessage }) } }),
    ...(input.SoftwareTokenMfaConfiguration?.Enabled && { softwareToken: true }),
    ...(email && {
      email: {
        ...(email.Message && { message: email.Message }),
        ...(email.Subject && { subject: email.Subject }),
      },
    }),
  };
  const SmsConfiguration = sms?.SmsConfiguration ?? settings.SmsConfiguration;
  const none = !mfa.sms && !mfa.softwareToken && !mfa.email;
  if (mode === 'OFF' && !none)
    throw invalid("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");
  if (mode !== 'OFF' && none)
    throw invalid("Invalid MFA configuration given, can't disable all MFAs and require an MFA together.");
  if (mfa.sms && !SmsConfiguration) throw invalid('SMS configuration is required when SMS MFA is enabled.');
  if (mfa.email && settings.UserPoolTier === 'LITE')
    throw new AwsError('FeatureUnavailableInTierException', 'Email MFA is not available in the LITE tier.');
  if (mfa.email && settings.EmailConfiguration?.EmailSendingAccount !== 'DEVELOPER')
    throw invalid('Email MFA requires an email configuration with the sending account DEVELOPER.');
  for (const message of [mfa.sms?.message, mfa.email?.message])
    if (message !== undefined && !message.includes('{####}'))
      throw invalid('Authentication message must contain the code placeholder {####}.');
  return {
    mfa,
    settings: {
      ...settings,
      MfaConfiguration: mode,
      ...(SmsConfiguration && { SmsConfiguration }),
      ...(mfa.sms?.message && { SmsAuthenticationMessage: mfa.sms.message }),
    },
  };
}

/**
 * A pool's factors after CreateUserPool or UpdateUserPool. Those calls only know codes by SMS; what SetUserPoolMfaConfig added stays while
 * MFA is on. Throws `InvalidParameterException` if MFA is on without a factor.
 */
export function mfaOfSettings(settings: PoolSettings, before: PoolMfa | undefined): PoolMfa | undefined {
  if (settings.MfaConfiguration === 'OFF') return undefined;
  if (before && (before.sms || before.softwareToken || before.email)) return before;
  if (!settings.SmsConfiguration)
    throw invalid(
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    );
  const message = settings.SmsAuthenticationMessage;
  return { sms: { ...(message && { message }) } };
}

/** What GetUserPoolMfaConfig shows, and SetUserPoolMfaConfig answers. */
export function describeMfa({ settings, mfa }: Pick<Pool, 'settings' | 'mfa'>): GetUserPoolMfaConfigResponse {
  return {
    ...(mfa?.sms && {
      SmsMfaConfiguration: {
        ...(mfa.sms.message && { SmsAuthenticationMessage: mfa.sms.message }),
        ...(settings.SmsConfiguration && { SmsConfiguration: settings.SmsConfiguration }),
      },
    }),
    ...(mfa?.softwareToken && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
    ...(mfa?.email && {
      EmailMfaConfiguration: {
        ...(mfa.email.message && { Message: mfa.email.message }),
        ...(mfa.email.subject && { Subject: mfa.email.subject }),
      },
    }),
    MfaConfiguration: settings.MfaConfiguration,
  };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
