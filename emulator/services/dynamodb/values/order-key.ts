import { decimalOf } from './decimal.ts';

/** The types that keys can have. */
export type KeyType = 'S' | 'N' | 'B';

/**
 * A key's value as text whose UTF-8 bytes sort like the values. No encoding is a prefix of another, so that several can follow each other.
 */
export function orderKey(type: KeyType, value: string): string {
  if (type === 'S') return `${escaped(value)}\0\0`;
  if (type === 'N') return numberKey(value);
  return `${Buffer.from(value, 'base64').toString('hex')}\0`;
}

/** What the encodings of all values that begin with this one begin with; for texts and binary values. */
export function orderPrefix(type: 'S' | 'B', value: string): string {
  return type === 'S' ? escaped(value) : Buffer.from(value, 'base64').toString('hex');
}

/** The end of a value is two zeros; a zero in it has a one after it. */
function escaped(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\0\x01') : text;
}

/**
 * `1` for zero; `2`, the exponent, and the digits for what is above it; `0`, the exponent and the digits turned round for what is below.
 */
function numberKey(text: string): string {
  const { negative, digits, exponent } = decimalOf(text);
  if (digits === '') return '1';
  const power = exponent + 130;
  if (!negative) return `2${hex(power)}${digits}\0`;
  return `0${hex(255 - power)}${digits.replace(/\d/g, (digit) => String(9 - Number(digit)))}~`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** The first text that comes after all that begin with this one. */
export function after(prefix: string): string {
  const points = [...prefix];
  for (;;) {
    const last = points.pop();
    if (last === undefined) throw new Error('Nothing comes after every text.');
    const code = last.codePointAt(0) ?? 0;
    if (code === 0x10ffff) continue;
    // Surrogates are no code points of their own.
    return points.join('') + String.fromCodePoint(code === 0xd7ff ? 0xe000 : code + 1);
  }
}
