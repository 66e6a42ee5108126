import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** The engine's only source of chance. Cryptographically strong unless a test gives another. */
export interface Random {
  bytes(count: number): Uint8Array;
  /** A whole number from 0 up to, and not including, `bound`. */
  below(bound: number): number;
  uuid(): string;
}

export const systemRandom: Random = {
  bytes: randomBytes,
  below: (bound) => randomInt(bound),
  uuid: randomUUID,
};

export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const UPPER_ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
export const MIXED_ALPHANUMERIC = `${LOWER_ALPHANUMERIC}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
export const DIGITS = '0123456789';

/** A string of `length` characters drawn evenly from `alphabet`, as AWS makes its ids. */
export function randomText(random: Pick<Random, 'below'>, length: number, alphabet: string): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += alphabet.charAt(random.below(alphabet.length));
  return text;
}
