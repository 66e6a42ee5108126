import { createHmac } from 'node:crypto';
import type { Environment } from './environment.ts';

/** Leads from a credential, as a client sends it, to the partition key of its item. */
export type KeyOf = (credential: string) => string;

/** What the table holds of a credential: itself, or a digest of it by which nobody gets in. */
export type CredentialStorage = 'plain' | 'hashed';

/** No credential begins so, since `#` is not in the base64 alphabet: a key that is sent as a credential opens nothing. */
export const HASHED_PREFIX = 'hmac#';

/** What a secret has to look like: base64url of 32 bytes or more. */
export const SECRET = /^[A-Za-z0-9_-]{43,256}$/;

/** The credential is its own key. */
export const plainKey: KeyOf = (credential) => credential;

/**
 * The key is `hmac#` and the base64url of HMAC-SHA-256 (RFC 2104) over the credential. Without the secret nobody can tell from a
 * table which credential belongs to a key, and the 192 random bits of a credential leave nothing to guess.
 */
export function hashedKey(secret: string): KeyOf {
  return (credential) =>
    `${HASHED_PREFIX}${createHmac('sha256', secret).update(credential, 'utf8').digest('base64url')}`;
}

/**
 * Reads `CREDENTIAL_STORAGE`, `plain` unless given, and `CREDENTIAL_SECRET`, which `hashed` needs.
 * @throws Error that names the variable at fault, and never what it holds.
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
