import { CognitoIdentityProviderClient, GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';

/** A person as their own access token shows them. */
export interface SignedIn {
  username: string;
  sub: string;
  /** Absent when the person has none. */
  email: string | undefined;
}

/** Where sessions are asked about. */
export interface Sessions {
  /** Who the access token belongs to; `undefined` when it counts no longer, or never did. @throws when nobody answers. */
  whose(accessToken: string): Promise<SignedIn | undefined>;
}

/** What GetUser answers about a token that does not count: revoked, signed out, expired, of somebody disabled, deleted or not ready. */
const REFUSED = new Set([
  'NotAuthorizedException',
  'UserNotFoundException',
  'UserNotConfirmedException',
  'PasswordResetRequiredException',
  'InvalidParameterException',
]);

type Sender = Pick<CognitoIdentityProviderClient, 'send'>;

/**
 * Sessions of Cognito. GetUser is the one call that knows a revoked token, which is well signed and in its time: authorizers of API
 * Gateway take it (Cognito Developer Guide, "Ending user sessions with token revocation"). It is authorized by the token itself, so the
 * function's role needs no right for it; and it takes access tokens alone.
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

/** The client, which gives up soon, as that of DynamoDB does: see `createDynamodbClient`. */
export function createCognitoClient(): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 300, requestTimeout: 2000, throwOnRequestTimeout: true },
  });
}
