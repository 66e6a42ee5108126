import { hash } from 'node:crypto';
import { decimalOf } from './decimal.ts';
import type { KeyType } from './order-key.ts';

/**
 * The first six hex digits of an item's hash, MD5 of `Outliers` and the key. Scans read items in this order, as seen for small tables on
 * AWS.
 */
export function partitionHash(parts: readonly { type: KeyType; value: string }[]): string {
  const [first] = parts;
  if (parts.length === 1 && first?.type === 'S') return md5(`Outliers${first.value}`);
  return md5(Buffer.concat([Buffer.from('Outliers'), ...parts.map(bytesOf)]));
}

/** `hash` came with Node.js 20.12. */
function md5(data: string | Buffer): string {
  return hash('md5', data, 'hex').slice(0, 6);
}

function bytesOf({ type, value }: { type: KeyType; value: string }): Buffer {
  if (type === 'N') return numberBytes(value);
  return Buffer.from(value, type === 'S' ? 'utf8' : 'base64');
}

/**
 * A number in the form that databases keep decimals in: an exponent of base 100, then a byte for each two digits, one more than they
 * are; below zero turned round, with 102 at the end.
 */
function numberBytes(text: string): Buffer {
  const { negative, digits, exponent } = decimalOf(text);
  if (digits === '') return Buffer.from([0x80]);
  const whole = exponent + 1;
  const odd = whole % 2 !== 0;
  const aligned = odd ? `0${digits}` : digits;
  const even = aligned.length % 2 === 0 ? aligned : `${aligned}0`;
  const pairs = Array.from({ length: even.length / 2 }, (_, index) =>
    Number(even.slice(2 * index, 2 * index + 2)),
  );
  const power = Math.floor((whole + (odd ? 1 : 0)) / 2) - 64;
  if (!negative) return Buffer.from([power, ...pairs.map((pair) => pair + 1)]);
  const turned = pairs.map((pair) => 101 - pair);
  return Buffer.from([~power, ...turned, ...(pairs.length < 20 ? [102] : [])]);
}
