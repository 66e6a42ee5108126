import type {
  SetUserMFAPreferenceRequest,
  SetUserMFAPreferenceResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { changePreference } from '../mfa/change-preference.ts';
import { authenticate } from '../tokens/access-token.ts';

/** The settings of each factor that both calls take; passkeys are not supported. */
export const preferenceHonours = {
  SMSMfaSettings: { Enabled: true, PreferredMfa: true },
  SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  EmailMfaSettings: { Enabled: true, PreferredMfa: true },
} as const;

/** Lets people choose their own second factors. */
export function setUserMFAPreference(cognito: Cognito) {
  return operation<SetUserMFAPreferenceRequest, SetUserMFAPreferenceResponse>({
    honours: { AccessToken: true, ...preferenceHonours },
    async run({ AccessToken, ...settings }, call) {
      changePreference(cognito, await authenticate(cognito, call, AccessToken), settings);
      return {};
    },
  });
}
