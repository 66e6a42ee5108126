import { arn, type Scope } from '../reconcile/scope.ts';
import type { Grant } from '../resources/function-policy.ts';

/** The routes by which people get, describe and end their credential, with a name for each. */
export const CREDENTIAL_ROUTES = {
  rotate: { method: 'POST', path: '/credential/rotate' },
  tell: { method: 'GET', path: '/credential' },
  end: { method: 'DELETE', path: '/credential' },
} as const;

export type CredentialRoute = keyof typeof CREDENTIAL_ROUTES;

/**
 * What a token must have in its `scope`: every access token of a person who signed in by the SDK has it, no id token and no machine's token
 * does (Cognito guide, "Scopes, M2M, and resource servers"). A REST API expects an access token if its method has scopes, and an id token
 * if it has none (API Gateway guide, "Integrate a REST API with a user pool").
 */
export const SIGNED_IN = 'aws.cognito.signin.user.admin';

/** One API may invoke the function for each of the routes, on any stage, and for nothing else. */
export function credentialGrants(kind: 'rest' | 'http', apiId: string, scope: Scope): Grant[] {
  return Object.entries(CREDENTIAL_ROUTES).map(([name, { method, path }]) => ({
    sid: `${kind}-api-${name}`,
    principal: 'apigateway.amazonaws.com',
    action: 'lambda:InvokeFunction',
    sourceArn: arn(scope, 'execute-api', `${apiId}/*/${method}${path}`),
  }));
}
