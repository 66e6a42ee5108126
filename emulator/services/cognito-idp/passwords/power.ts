import { constants, createPublicKey, getDiffieHellman, publicEncrypt } from 'node:crypto';

/** The 3072-bit group of RFC 5054 (RFC 3526's group 15), which Cognito uses; its generator is 2. */
const PRIME = getDiffieHellman('modp15').getPrime();
export const MODULUS = toNumber(PRIME);
const MODULUS_TEXT = PRIME.toString('base64url');

/** Raises to a power modulo the group's prime. */
export type Power = (base: bigint, exponent: bigint) => Promise<bigint>;

/**
 * Makes the engine's modular exponentiation. With an exponent of 256 bits OpenSSL needs about half a millisecond, and Node.js 20 runs it
 * only on the calling thread: so they queue, and each turn of the event loop does one. However many people sign in at once, no other
 * request waits for more than one of them.
 */
export function createPower(): Power {
  const queue: (() => void)[] = [];

  function takeTurn(): void {
    queue.shift()?.();
    if (queue.length > 0) setImmediate(takeTurn);
  }

  return (base, exponent) =>
    new Promise((resolve) => {
      queue.push(() => resolve(power(base, exponent)));
      if (queue.length === 1) setImmediate(takeTurn);
    });
}

/**
 * `base ^ exponent mod MODULUS`, synchronously. RSA without padding is just that operation, and OpenSSL accepts any exponent with a modulus
 * of at most 3,072 bits. Its Diffie-Hellman would work as well, but Node.js 24 tests the prime each time, for more than a second, and
 * Node.js 22 rejects every base outside the subgroup.
 */
export function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  const key = createPublicKey({
    key: { kty: 'RSA', n: MODULUS_TEXT, e: toBytes(exponent).toString('base64url') },
    format: 'jwk',
  });
  const reduced = toBytes(base % MODULUS);
  const message = Buffer.alloc(PRIME.length);
  reduced.copy(message, message.length - reduced.length);
  return toNumber(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, message));
}

/** Big-endian bytes as a number; none are 0. */
export function toNumber(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** A number as big-endian bytes, as few as it needs. */
export function toBytes(number: bigint): Buffer {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

/** A number as Java writes it (BigInteger.toByteArray): with a zero byte where the first bit is set. */
export function toSignedBytes(number: bigint): Buffer {
  const bytes = toBytes(number);
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}
