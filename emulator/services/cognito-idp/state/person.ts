import type { UserStatusType } from '@aws-sdk/client-cognito-identity-provider';

/** One user of a pool. */
export interface Person {
  /** Increases with each person of a pool; the order of ListUsers' pages. */
  readonly sequence: number;
  readonly username: string;
  readonly sub: string;
  /** All attributes by name, `sub` included; every value is text. */
  attributes: Readonly<Record<string, string>>;
  status: UserStatusType;
  enabled: boolean;
  readonly createdAt: number;
  modifiedAt: number;
  /** Absent for a person without a password. */
  verifier?: Verifier;
  /** When the temporary password expires; absent for a permanent one. */
  temporaryUntil?: number;
  /** The live code of each purpose. */
  codes: Readonly<Partial<Record<CodePurpose, Code>>>;
  /** How many codes were requested and entered wrongly, in the hour since the first time. */
  attempts: Readonly<Partial<Record<CodePurpose, { since: number; requests: number; failures: number }>>>;
  /** Wrong passwords since the last right one. */
  failedSignIns?: { count: number; lockedUntil: number };
  /** Names of the groups. */
  groups: readonly string[];
  /** Sign-ins that can still be refreshed, by their `origin_jti`. */
  readonly sessions: Map<string, Session>;
  /** Tokens issued before this moment are revoked (GlobalSignOut). */
  signedOutAt?: number;
  /** The factors after the password; absent until one is set up. */
  mfa?: MfaPreference;
  /** The authenticator app, once AssociateSoftwareToken has made its key. */
  softwareToken?: SoftwareToken;
}

/** A factor by the name of its challenge. */
export type MfaFactor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';

export interface MfaPreference {
  readonly enabled: readonly MfaFactor[];
  readonly preferred?: MfaFactor;
}

export interface SoftwareToken {
  /** The shared key, base32. */
  readonly secret: string;
  readonly verified: boolean;
  readonly deviceName?: string;
  /** The 30-second period of the last accepted code: a code works once. */
  readonly lastPeriod?: number;
}

/** A password, stored as SRP stores it (RFC 5054): both in hex. */
export interface Verifier {
  readonly salt: string;
  readonly verifier: string;
}

export type CodePurpose =
  | 'SignUp'
  | 'ForgotPassword'
  | 'email'
  | 'phone_number'
  | 'SMS_MFA'
  | 'EMAIL_OTP'
  | 'SOFTWARE_TOKEN_MFA';

export interface Code {
  readonly code: string;
  readonly at: number;
  readonly expiresAt: number;
  /** The attribute whose owner got the code, and is thereby verified. */
  readonly attribute: 'email' | 'phone_number';
  /** The address it was sent to; for a change of address, the new one. */
  readonly destination: string;
}

export interface Session {
  readonly clientId: string;
  /** Milliseconds. */
  readonly authTime: number;
  readonly expiresAt: number;
  /** SHA-256 of the secret half of the refresh token, in hex. */
  tokenHash: string;
  /** The token that rotation replaced, while it still works. */
  previous?: { tokenHash: string; until: number };
}
