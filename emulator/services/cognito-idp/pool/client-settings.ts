import type {
  CreateUserPoolClientRequest,
  SchemaAttributeType,
  UpdateUserPoolClientRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { ClientSettings } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';
import { checkOauth, oauthSettings } from './oauth-settings.ts';

type Given = Omit<CreateUserPoolClientRequest, 'UserPoolId' | 'ClientName' | 'GenerateSecret'> &
  Pick<UpdateUserPoolClientRequest, 'ClientName'>;

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
const DAY = SECONDS.days;

/**
 * The settings of a client as DescribeUserPoolClient shows them, with defaults. Throws `InvalidParameterException` for contradictory
 * settings or values out of range.
 */
export function clientSettings(
  given: Given & { ClientName: string | undefined; ClientSecret?: string | undefined },
  pool: Pick<Pool, 'settings' | 'resourceServers'>,
): ClientSettings {
  const schema = pool.settings.SchemaAttributes ?? [];
  const settings: ClientSettings = {
    ClientName: given.ClientName,
    ...(given.ClientSecret && { ClientSecret: given.ClientSecret }),
    RefreshTokenValidity: given.RefreshTokenValidity || 30,
    ...(given.AccessTokenValidity !== undefined && { AccessTokenValidity: given.AccessTokenValidity }),
    ...(given.IdTokenValidity !== undefined && { IdTokenValidity: given.IdTokenValidity }),
    TokenValidityUnits: given.TokenValidityUnits ?? {},
    ...(given.ReadAttributes?.length && { ReadAttributes: given.ReadAttributes }),
    ...(given.WriteAttributes?.length && { WriteAttributes: given.WriteAttributes }),
    ...(given.ExplicitAuthFlows?.length && { ExplicitAuthFlows: given.ExplicitAuthFlows }),
    ...(given.SupportedIdentityProviders && { SupportedIdentityProviders: given.SupportedIdentityProviders }),
    ...oauthSettings(given),
    PreventUserExistenceErrors: given.PreventUserExistenceErrors ?? 'LEGACY',
    EnableTokenRevocation: given.EnableTokenRevocation ?? true,
    EnablePropagateAdditionalUserContextData: false,
    AuthSessionValidity: given.AuthSessionValidity ?? 3,
    ...(given.RefreshTokenRotation && { RefreshTokenRotation: given.RefreshTokenRotation }),
  };
  checkFlows(settings, pool);
  checkOauth(settings, pool);
  checkValidity(settings);
  checkAttributes(settings, schema);
  return settings;
}

/** How long a client's tokens last, in seconds. The units are hours, for refresh tokens days, unless set. */
export function tokenSeconds(settings: ClientSettings): { access: number; id: number; refresh: number } {
  const units = settings.TokenValidityUnits ?? {};
  return {
    access:
      (settings.AccessTokenValidity ?? 1) *
      SECONDS[settings.AccessTokenValidity ? (units.AccessToken ?? 'hours') : 'hours'],
    id:
      (settings.IdTokenValidity ?? 1) *
      SECONDS[settings.IdTokenValidity ? (units.IdToken ?? 'hours') : 'hours'],
    refresh: (settings.RefreshTokenValidity ?? 30) * SECONDS[units.RefreshToken ?? 'days'],
  };
}

/** The flows of a client that names none (API reference, CreateUserPoolClient). */
const DEFAULT_FLOWS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

/** Whether a client allows sign-in by a flow, `USER_SRP_AUTH` and the like. */
export function allowsFlow(settings: ClientSettings, flow: string): boolean {
  const flows: readonly string[] = settings.ExplicitAuthFlows ?? DEFAULT_FLOWS;
  if (flows.includes(`ALLOW_${flow}`)) return true;
  // The old names: SRP and refresh were always on, and the password flows had their own names.
  const old = flows.length > 0 && flows.every((name) => !name.startsWith('ALLOW_'));
  if (!old) return false;
  if (flow === 'CUSTOM_AUTH' || flow === 'REFRESH_TOKEN_AUTH') return true;
  if (flow === 'USER_SRP_AUTH') return !flows.includes('CUSTOM_AUTH_FLOW_ONLY');
  return flows.includes(flow === 'ADMIN_USER_PASSWORD_AUTH' ? 'ADMIN_NO_SRP_AUTH' : flow);
}

function checkFlows(
  { ExplicitAuthFlows: flows = [], RefreshTokenRotation: rotation }: ClientSettings,
  pool: Pick<Pool, 'settings'>,
): void {
  const modern = flows.filter((flow) => flow.startsWith('ALLOW_'));
  if (modern.length > 0 && modern.length < flows.length) {
    throw invalid(
      'The legacy values ADMIN_NO_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY, USER_PASSWORD_AUTH cannot be set with values that start with ALLOW_.',
    );
  }
  if (flows.includes('ALLOW_USER_AUTH') && pool.settings.UserPoolTier === 'LITE') {
    throw new AwsError(
      'FeatureUnavailableInTierException',
      'ALLOW_USER_AUTH is not available in the LITE tier.',
    );
  }
  if (rotation?.Feature === 'ENABLED' && flows.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalid('Refresh token rotation cannot be enabled with ALLOW_REFRESH_TOKEN_AUTH.');
  }
}

/** Ranges of developer guide, "Understanding user pool JWTs": five minutes to a day, an hour to ten years. */
function checkValidity(settings: ClientSettings): void {
  const { access, id, refresh } = tokenSeconds(settings);
  const broken =
    [access, id].some((seconds) => seconds < 300 || seconds > DAY) || refresh < 3600 || refresh > 3650 * DAY;
  if (broken) throw invalid('Invalid range for token validity.');
  if (refresh < access || refresh < id) {
    throw invalid('Refresh Token Validity must be greater than Access Token and ID Token Validity.');
  }
}

function checkAttributes(settings: ClientSettings, schema: readonly SchemaAttributeType[]): void {
  const names = new Set(schema.map(({ Name }) => Name));
  if (settings.ReadAttributes?.some((name) => !names.has(name))) {
    throw invalid('Invalid read attributes specified while creating a client');
  }
  if (
    settings.WriteAttributes?.some((name) => !names.has(name) || name === 'sub' || name.endsWith('_verified'))
  ) {
    throw invalid('Invalid write attributes specified while creating a client');
  }
  const required = schema.filter(({ Name, Required }) => Required && Name !== 'sub');
  if (
    settings.WriteAttributes &&
    required.some(({ Name }) => !settings.WriteAttributes?.includes(Name ?? ''))
  ) {
    throw invalid('Invalid write attributes specified while creating a client');
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
