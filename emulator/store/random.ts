import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** The engine's only source of randomness. Cryptographically strong unless a test passes another. */
export interface Random {
  bytes(count: number): Uint8Array;
  /** A whole number from 0 up to, and not including, `bound`. */
  below(bound: number): number;
  uuid(): string;
}

/** How many bytes are drawn from the system at once: each draw is a system call. */
const DRAWN = 8192;

/** Like `randomBytes`, from bytes that were drawn together; each is used once. */
function drawnBytes(): (count: number) => Uint8Array {
  let drawn = new Uint8Array();
  let next = 0;
  return (count) => {
    if (count > DRAWN / 16) return randomBytes(count);
    if (next + count > drawn.length) {
      // A copy: `slice` of a Buffer shares its memory.
      drawn = new Uint8Array(randomBytes(DRAWN));
      next = 0;
    }
    const bytes = drawn.slice(next, next + count);
    drawn.fill(0, next, next + count);
    next += count;
    return bytes;
  };
}

export const systemRandom: Random = {
  bytes: drawnBytes(),
  below: (bound) => randomInt(bound),
  uuid: randomUUID,
};

export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const UPPER_ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
export const MIXED_ALPHANUMERIC = `${LOWER_ALPHANUMERIC}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
export const DIGITS = '0123456789';

/** A string of `length` characters drawn evenly from `alphabet`, like AWS's ids. */
export function randomText(random: Pick<Random, 'below'>, length: number, alphabet: string): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += alphabet.charAt(random.below(alphabet.length));
  return text;
}
