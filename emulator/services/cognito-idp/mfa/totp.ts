import { Secret, TOTP } from 'otpauth';
import type { Random } from '../../../store/random.ts';

/** Seconds that a code is shown for, in every authenticator app (RFC 6238). */
const PERIOD = 30;
/** Bytes of a key. AWS shows 52 letters of base32, which are 32 bytes. */
const KEY_BYTES = 32;

/** Makes the shared key of an authenticator app, in base32. */
export function makeTotpSecret(random: Pick<Random, 'bytes'>): string {
  const bytes = Uint8Array.from(random.bytes(KEY_BYTES));
  return new Secret({ buffer: bytes.buffer }).base32.replaceAll('=', '');
}

/**
 * The 30-second period of a code, counted from 1970; undefined for a wrong code. Accepts the codes of the periods before and after too, for
 * clocks that differ (RFC 6238, section 5.2).
 */
export function periodOfCode(secret: string, code: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD, digits: 6, algorithm: 'SHA1' });
  const delta = totp.validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD) + delta;
}
