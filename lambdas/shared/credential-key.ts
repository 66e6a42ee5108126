import { createHmac } from 'node:crypto';
import type { Environment } from './environment.ts';

/** Turns a credential, as a client sends it, into the partition key of its item. */
export type KeyOf = (credential: string) => string;

/** What the table stores of a credential: itself, or a digest that opens nothing. */
export type CredentialStorage = 'plain' | 'hashed';

/** No credential starts with it, because `#` is not in the base64 alphabet: a stolen key opens nothing. */
export const HASHED_PREFIX = 'hmac#';

/** The form of a secret: base64url of 32 bytes or more. */
export const SECRET = /^[A-Za-z0-9_-]{43,256}$/;

/** The credential is its own key. */
export const plainKey: KeyOf = (credential) => credential;

/**
 * The key is `hmac#` and the base64url of HMAC-SHA-256 (RFC 2104) of the credential. Without the secret nobody can match keys and
 * credentials, and 192 random bits cannot be guessed.
 */
export function hashedKey(secret: string): KeyOf {
  return (credential) =>
    `${HASHED_PREFIX}${createHmac('sha256', secret).update(credential, 'utf8').digest('base64url')}`;
}

/**
 * Reads `CREDENTIAL_STORAGE`, `plain` by default, and `CREDENTIAL_SECRET`, which `hashed` needs. @throws Error that names the invalid
 * variable, and never its value.
 */
export function readKeyOf(environment: Environment): KeyOf {
  const storage = environment['CREDENTIAL_STORAGE'] ?? 'plain';
  if (storage === 'plain') return plainKey;
  if (storage !== 'hashed') throw new Error('CREDENTIAL_STORAGE must be "plain" or "hashed".');
  const secret = environment['CREDENTIAL_SECRET'];
  if (secret === undefined || !SECRET.test(secret)) {
    throw new Error(
      'CREDENTIAL_SECRET must hold 43 or more of A-Z a-z 0-9 _ -, as CREDENTIAL_STORAGE is "hashed".',
    );
  }
  return hashedKey(secret);
}
