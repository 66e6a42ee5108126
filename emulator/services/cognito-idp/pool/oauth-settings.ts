import type { CreateUserPoolClientRequest } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { ClientSettings } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';

/** The scopes of every pool; all others belong to resource servers. */
const STANDARD_SCOPES = ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'];

/** The OAuth settings of a client as DescribeUserPoolClient shows them. */
export function oauthSettings(
  given: Pick<
    CreateUserPoolClientRequest,
    | 'AllowedOAuthFlows'
    | 'AllowedOAuthScopes'
    | 'AllowedOAuthFlowsUserPoolClient'
    | 'CallbackURLs'
    | 'LogoutURLs'
    | 'DefaultRedirectURI'
  >,
): Partial<ClientSettings> {
  return {
    ...(given.CallbackURLs?.length && { CallbackURLs: given.CallbackURLs }),
    ...(given.LogoutURLs?.length && { LogoutURLs: given.LogoutURLs }),
    ...(given.DefaultRedirectURI && { DefaultRedirectURI: given.DefaultRedirectURI }),
    ...(given.AllowedOAuthFlows?.length && { AllowedOAuthFlows: given.AllowedOAuthFlows }),
    ...(given.AllowedOAuthScopes?.length && { AllowedOAuthScopes: given.AllowedOAuthScopes }),
    AllowedOAuthFlowsUserPoolClient: given.AllowedOAuthFlowsUserPoolClient ?? false,
  };
}

/** All scopes of a pool's resource servers, `server/scope`. */
export function customScopes({ resourceServers }: Pick<Pool, 'resourceServers'>): string[] {
  return [...(resourceServers?.values() ?? [])].flatMap(({ identifier, scopes }) =>
    scopes.map(({ name }) => `${identifier}/${name}`),
  );
}

/** Throws `InvalidOAuthFlowException`, `ScopeDoesNotExistException` or `InvalidParameterException` for contradictory settings. */
export function checkOauth(settings: ClientSettings, pool: Pick<Pool, 'resourceServers'>): void {
  const flows = settings.AllowedOAuthFlows ?? [];
  const scopes = settings.AllowedOAuthScopes ?? [];
  if (settings.AllowedOAuthFlowsUserPoolClient && (flows.length === 0 || scopes.length === 0))
    throw new AwsError(
      'InvalidParameterException',
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    );
  const machine = flows.includes('client_credentials');
  if (machine && flows.length > 1)
    throw invalidFlow('client_credentials flow can not be selected along with code flow or implicit flow.');
  if (machine && !settings.ClientSecret)
    throw invalidFlow('client_credentials flow can not be selected if client does not have a client secret.');
  const custom = customScopes(pool);
  for (const scope of scopes) {
    if (machine && STANDARD_SCOPES.includes(scope))
      throw invalidFlow(`${scope} scope can not be selected along with client_credentials flow.`);
    if (!STANDARD_SCOPES.includes(scope) && !custom.includes(scope))
      throw new AwsError('ScopeDoesNotExistException', `Invalid scope requested: ${scope}`);
  }
  const callbacks = settings.CallbackURLs ?? [];
  if (flows.length > 0 && !machine && callbacks.length === 0)
    throw invalidFlow('code flow and implicit flow need a callback URL.');
  const { DefaultRedirectURI: target } = settings;
  if (target && !callbacks.includes(target))
    throw new AwsError('InvalidParameterException', 'DefaultRedirectURI must be in CallbackURLs.');
}

function invalidFlow(message: string): AwsError {
  return new AwsError('InvalidOAuthFlowException', message);
}
