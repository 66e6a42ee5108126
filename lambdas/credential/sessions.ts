import { CognitoIdentityProviderClient, GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';

/** A person, as their access token identifies them. */
export interface SignedIn {
  username: string;
  sub: string;
  /** Absent if the person has none. */
  email: string | undefined;
}

/** Looks up sessions. */
export interface Sessions {
  /** Returns the owner of the access token; `undefined` if it is not valid, or no longer. @throws if nobody answers. */
  whose(accessToken: string): Promise<SignedIn | undefined>;
}

/** What GetUser answers for an invalid token: revoked, signed out, expired, or of a disabled, deleted or unconfirmed person. */
const REFUSED = new Set([
  'NotAuthorizedException',
  'UserNotFoundException',
  'UserNotConfirmedException',
  'PasswordResetRequiredException',
  'InvalidParameterException',
]);

type Sender = Pick<CognitoIdentityProviderClient, 'send'>;

/**
 * Cognito sessions. GetUser is the one call that notices a revoked token: its signature and times are still valid, and API Gateway's
 * authorizers accept it (Cognito Developer Guide, "Ending user sessions with token revocation"). The token itself authorizes the call, so
 * the function's role needs no permission for it. It takes access tokens only.
 */
export function cognitoSessions(client: Sender): Sessions {
  return {
    async whose(AccessToken) {
      try {
        const { Username, UserAttributes = [] } = await client.send(new GetUserCommand({ AccessToken }));
        const of = (name: string) => UserAttributes.find(({ Name }) => Name === name)?.Value || undefined;
        const sub = of('sub');
        return Username && sub ? { username: Username, sub, email: of('email') } : undefined;
      } catch (error) {
        if (error instanceof Error && REFUSED.has(error.name)) return undefined;
        throw error;
      }
    },
  };
}

/** The client, which gives up soon, like DynamoDB's: see `createDynamodbClient`. */
export function createCognitoClient(): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 300, requestTimeout: 2000, throwOnRequestTimeout: true },
  });
}
