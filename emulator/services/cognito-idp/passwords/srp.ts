import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../../store/random.ts';
import type { Verifier } from '../state/person.ts';
import { MODULUS, type Power, toBytes, toNumber, toSignedBytes } from './power.ts';

/** The multiplier of SRP-6a, over the group. */
const K = toNumber(sha256(toSignedBytes(MODULUS), Buffer.of(2)));

/** The owner of a password: Cognito binds it to the pool and to the username, which never change. */
export interface Identity {
  poolId: string;
  username: string;
}

/** The server's half of one SRP sign-in. `b` must stay secret. */
export interface ServerHalf {
  b: bigint;
  B: bigint;
}

/** Makes the stored form of a password: a random salt of 16 bytes, and `g ^ x`. */
export async function makeVerifier(
  { power, random }: { power: Power; random: Pick<Random, 'bytes'> },
  identity: Identity,
  password: string,
): Promise<Verifier> {
  const salt = Buffer.from(random.bytes(16));
  const verifier = await power(2n, exponentOf(salt, identity, password));
  return { salt: salt.toString('hex'), verifier: verifier.toString(16) };
}

/** Whether a password fits a verifier. */
export async function isPassword(
  { power }: { power: Power },
  identity: Identity,
  password: string,
  { salt, verifier }: Verifier,
): Promise<boolean> {
  const tried = await power(2n, exponentOf(Buffer.from(salt, 'hex'), identity, password));
  return equal(sha256(toBytes(tried)), sha256(toBytes(BigInt(`0x${verifier}`))));
}

/** Starts a sign-in: `B = kv + g ^ b`. */
export async function startServer(
  { power, random }: { power: Power; random: Pick<Random, 'bytes'> },
  verifier: string,
): Promise<ServerHalf> {
  const b = toNumber(random.bytes(32));
  const B = (K * BigInt(`0x${verifier}`) + (await power(2n, b))) % MODULUS;
  return { b, B };
}

/**
 * The signature of a client that knows the password: HMAC-SHA-256 over pool, username, secret block and time, keyed with 16 bytes from HKDF
 * over the shared secret. Undefined if `A` is one that RFC 5054 forbids.
 */
export async function expectedSignature(
  { power }: { power: Power },
  identity: Identity,
  exchange: { A: bigint; b: bigint; B: bigint; verifier: string },
  signed: { secretBlock: Uint8Array; timestamp: string },
): Promise<Buffer | undefined> {
  const { A, b, B, verifier } = exchange;
  if (A % MODULUS === 0n) return undefined;
  const u = toNumber(sha256(toSignedBytes(A), toSignedBytes(B)));
  const base = (A * (await power(BigInt(`0x${verifier}`), u))) % MODULUS;
  const shared = await power(base, b);
  const key = Buffer.from(
    hkdfSync('sha256', toSignedBytes(shared), toSignedBytes(u), 'Caldera Derived Key', 16),
  );
  return createHmac('sha256', key)
    .update(`${poolName(identity)}${identity.username}`)
    .update(signed.secretBlock)
    .update(signed.timestamp)
    .digest();
}

/** Compares two byte strings in a time that does not depend on where they differ. */
export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** SRP's private exponent: H(salt | H(pool name | username | ":" | password)). */
function exponentOf(salt: Buffer, identity: Identity, password: string): bigint {
  const inner = sha256(Buffer.from(`${poolName(identity)}${identity.username}:${password}`, 'utf8'));
  return toNumber(sha256(toSignedBytes(toNumber(salt)), inner));
}

function poolName({ poolId }: Identity): string {
  return poolId.slice(poolId.indexOf('_') + 1);
}

function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
