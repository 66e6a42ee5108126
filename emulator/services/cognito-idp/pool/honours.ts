import type { Honoured } from '../../../edge/operation.ts';

/**
 * What CreateUserPool and UpdateUserPool both take. Refused by name: devices, passkeys, codes by SMS as the first factor, threat protection, one's own SES,
 * verification by link, password history.
 */
export const poolHonours = {
  Policies: {
    PasswordPolicy: {
      MinimumLength: true,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      TemporaryPasswordValidityDays: true,
      PasswordHistorySize: [0],
    },
    SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
  },
  DeletionProtection: true,
  LambdaConfig: {
    PreSignUp: true,
    CustomMessage: true,
    PostConfirmation: true,
    PreAuthentication: true,
    PostAuthentication: true,
    PreTokenGeneration: true,
    PreTokenGenerationConfig: { LambdaVersion: ['V1_0', 'V2_0'], LambdaArn: true },
    UserMigration: true,
    DefineAuthChallenge: true,
    CreateAuthChallenge: true,
    VerifyAuthChallengeResponse: true,
  },
  AutoVerifiedAttributes: true,
  SmsVerificationMessage: true,
  EmailVerificationMessage: true,
  EmailVerificationSubject: true,
  VerificationMessageTemplate: {
    SmsMessage: true,
    EmailMessage: true,
    EmailSubject: true,
    DefaultEmailOption: ['CONFIRM_WITH_CODE'],
  },
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: true },
  MfaConfiguration: true,
  SmsAuthenticationMessage: true,
  EmailConfiguration: { EmailSendingAccount: true, ReplyToEmailAddress: true, SourceArn: true, From: true },
  SmsConfiguration: { SnsCallerArn: true, ExternalId: true, SnsRegion: true },
  UserPoolTags: true,
  AdminCreateUserConfig: {
    AllowAdminCreateUserOnly: true,
    UnusedAccountValidityDays: true,
    InviteMessageTemplate: { SMSMessage: true, EmailMessage: true, EmailSubject: true },
  },
  UserPoolAddOns: { AdvancedSecurityMode: ['OFF'] },
  AccountRecoverySetting: { RecoveryMechanisms: true },
  UserPoolTier: ['LITE', 'ESSENTIALS'],
  PoolName: true,
} satisfies Record<string, Honoured>;

/**
 * What CreateUserPoolClient and UpdateUserPoolClient both take. Refused by name: federation (identity providers), analytics. The pages of a
 * domain, for which clients name call-back URLs, answer 501.
 */
export const clientHonours = {
  UserPoolId: true,
  ClientName: true,
  RefreshTokenValidity: true,
  AccessTokenValidity: true,
  IdTokenValidity: true,
  TokenValidityUnits: true,
  ReadAttributes: true,
  WriteAttributes: true,
  ExplicitAuthFlows: [
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
    'ALLOW_CUSTOM_AUTH',
    'ALLOW_USER_AUTH',
    'ADMIN_NO_SRP_AUTH',
    'USER_PASSWORD_AUTH',
    'CUSTOM_AUTH_FLOW_ONLY',
  ],
  SupportedIdentityProviders: ['COGNITO'],
  CallbackURLs: true,
  LogoutURLs: true,
  DefaultRedirectURI: true,
  AllowedOAuthFlows: true,
  AllowedOAuthScopes: true,
  AllowedOAuthFlowsUserPoolClient: true,
  PreventUserExistenceErrors: true,
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: [false],
  AuthSessionValidity: true,
  RefreshTokenRotation: true,
} satisfies Record<string, Honoured>;
