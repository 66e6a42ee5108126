import type { People } from './people.ts';
import type { PoolClient, PoolSettings } from './settings.ts';

/** Cognito's whole state. Only plain data and Maps, so that it can be cloned into a snapshot. */
export interface CognitoState {
  pools: Map<string, Pool>;
  /** A client's pool: calls of apps name only the client. */
  poolOfClient: Map<string, string>;
  /** What would have been sent to people, oldest first. */
  messages: Message[];
}

/** One user pool. */
export interface Pool {
  readonly id: string;
  readonly arn: string;
  settings: PoolSettings;
  /** Milliseconds since 1970, as everywhere in the state. */
  readonly createdAt: number;
  modifiedAt: number;
  readonly clients: Map<string, PoolClient>;
  readonly people: People;
  readonly groups: Map<string, Group>;
  /** Seals what a client keeps for Cognito (sessions, SRP secret blocks); 32 bytes in hex. */
  readonly secret: string;
  /** Where the pool's OAuth endpoints are; absent until CreateUserPoolDomain. */
  domain?: PoolDomain;
  /** By identifier; absent until one is made. */
  resourceServers?: Map<string, ResourceServer>;
  /** The pool's second factors and their texts; absent until SetUserPoolMfaConfig. */
  mfa?: PoolMfa;
  /** Answered sessions, with the time until which they would have been valid: each works once. */
  usedSessions?: Map<string, number>;
  /** The pool's RSA key for access tokens, made on first use. */
  signingKey?: SigningKey;
  /** The pool's RSA key for ID tokens, made on first use. */
  idKey?: SigningKey;
}

/** The prefix of the pool's own host name at Cognito. */
export interface PoolDomain {
  readonly name: string;
  readonly version: string;
  readonly managedLoginVersion: number;
}

/** An API that machines get tokens for, and its scopes. */
export interface ResourceServer {
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

/** What SetUserPoolMfaConfig sets besides `MfaConfiguration`. */
export interface PoolMfa {
  readonly sms?: { readonly message?: string };
  readonly softwareToken?: boolean;
  readonly email?: { readonly message?: string; readonly subject?: string };
}

/** What a token is for, as in its claim `token_use`. */
export type TokenUse = 'id' | 'access';

export interface SigningKey {
  readonly kid: string;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** The public half, as in the key set. */
  readonly publicJwk: Readonly<Record<string, string>>;
}

export interface Group {
  readonly name: string;
  description?: string;
  roleArn?: string;
  precedence?: number;
  readonly createdAt: number;
  modifiedAt: number;
}

/** A message that a real account would have sent by mail or SMS. */
export interface Message {
  readonly id: string;
  readonly at: number;
  readonly userPoolId: string;
  readonly to: string;
  readonly medium: 'EMAIL' | 'SMS';
  readonly username: string;
  /** Its purpose: `SignUp`, `ForgotPassword`, `AdminCreateUser` … */
  readonly purpose: string;
  readonly subject: string;
  readonly body: string;
  /** The code, or the temporary password, in the body. */
  readonly code: string;
  readonly replyTo?: string;
  readonly from?: string;
}
