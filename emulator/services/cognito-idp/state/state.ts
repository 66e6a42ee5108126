import type { People } from './people.ts';
import type { PoolClient, PoolSettings } from './settings.ts';

/** Everything that Cognito knows. Plain data and Maps alone, so that it can be cloned into a snapshot. */
export interface CognitoState {
  pools: Map<string, Pool>;
  /** Which pool a client belongs to: calls of apps name the client alone. */
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
  /** Seals what Cognito gives to a client to be handed back (sessions, SRP secret blocks); 32 bytes in hex. */
  readonly secret: string;
  /** Where the pool's OAuth endpoints are; absent until CreateUserPoolDomain. */
  domain?: PoolDomain;
  /** By identifier; absent until one is made. */
  resourceServers?: Map<string, ResourceServer>;
  /** Which second factors the pool offers, and their words; absent until SetUserPoolMfaConfig. */
  mfa?: PoolMfa;
  /** Sessions of sign-ins that were answered, with the time until which they would have been good: each counts once. */
  usedSessions?: Map<string, number>;
  /** The pool's RSA key as a private JWK, made when it is first needed. */
  signingKey?: SigningKey;
}

/** The prefix of the pool's own host name at Cognito. */
export interface PoolDomain {
  readonly name: string;
  readonly version: string;
  readonly managedLoginVersion: number;
}

/** An API that machines are given tokens for, and the scopes that it knows. */
export interface ResourceServer {
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

/** What SetUserPoolMfaConfig sets beside `MfaConfiguration`. */
export interface PoolMfa {
  readonly sms?: { readonly message?: string };
  readonly softwareToken?: boolean;
  readonly email?: { readonly message?: string; readonly subject?: string };
}

export interface SigningKey {
  readonly kid: string;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** The public half, as the key set shows it. */
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
  /** What it is about: `SignUp`, `ForgotPassword`, `AdminCreateUser` … */
  readonly purpose: string;
  readonly subject: string;
  readonly body: string;
  /** The code, or the temporary password, that the body shows. */
  readonly code: string;
  readonly replyTo?: string;
  readonly from?: string;
}
