import { createHash } from 'node:crypto';
import type { Random } from '../../../store/random.ts';

/** The content of a refresh token, which only Cognito reads. */
export interface RefreshTokenParts {
  sub: string;
  originJti: string;
  /** SHA-256 of its secret, in hex: nothing else of it is stored. */
  tokenHash: string;
}

const UUID_BYTES = 16;
const SECRET_BYTES = 32;

/** Makes an opaque refresh token for a sign-in: `sub`, `origin_jti` and 32 random bytes, in base64url. */
export function makeRefreshToken(
  random: Pick<Random, 'bytes'>,
  sub: string,
  originJti: string,
): { token: string; tokenHash: string } {
  const secret = random.bytes(SECRET_BYTES);
  const token = Buffer.concat([uuidBytes(sub), uuidBytes(originJti), secret]).toString('base64url');
  return { token, tokenHash: hashOf(secret) };
}

/** Reads a refresh token; undefined if it is not one of ours. */
export function readRefreshToken(token: string): RefreshTokenParts | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 2 * UUID_BYTES + SECRET_BYTES || bytes.toString('base64url') !== token)
    return undefined;
  return {
    sub: uuidText(bytes.subarray(0, UUID_BYTES)),
    originJti: uuidText(bytes.subarray(UUID_BYTES, 2 * UUID_BYTES)),
    tokenHash: hashOf(bytes.subarray(2 * UUID_BYTES)),
  };
}

function hashOf(secret: Uint8Array): string {
  return createHash('sha256').update(secret).digest('hex');
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
