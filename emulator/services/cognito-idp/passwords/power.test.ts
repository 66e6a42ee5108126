import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPower, MODULUS, power, toBytes, toNumber, toSignedBytes } from './power.ts';

/** The same by hand: square and multiply. */
function slowPower(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % MODULUS;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % MODULUS;
    square = (square * square) % MODULUS;
  }
  return result;
}

const bases = fc.oneof(
  fc.bigInt({ min: 0n, max: 3n }),
  fc.bigInt({ min: MODULUS - 2n, max: MODULUS + 2n }),
  fc.bigInt({ min: 0n, max: 2n * MODULUS }),
);

test('computes the same powers in OpenSSL as by hand', () => {
  fc.assert(
    fc.property(
      bases,
      fc.oneof(fc.bigInt({ min: 0n, max: 5n }), fc.bigInt({ min: 0n, max: 2n ** 256n })),
      (base, exponent) => {
        expect(power(base, exponent)).toBe(slowPower(base, exponent));
      },
    ),
    { numRuns: 50 },
  );
});

test('returns queued results in order', async () => {
  const inTurn = createPower();
  const exponents = Array.from({ length: 10 }, (_, index) => BigInt(index + 1));
  const done: bigint[] = [];
  await Promise.all(
    exponents.map((exponent) =>
      inTurn(3n, exponent).then((result) => {
        done.push(result);
      }),
    ),
  );
  expect(done).toEqual(exponents.map((exponent) => 3n ** exponent));
});

test('lets the event loop turn between two powers', async () => {
  const inTurn = createPower();
  let turns = 0;
  let counting = true;
  const count = () => {
    turns += 1;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  await Promise.all(Array.from({ length: 10 }, () => inTurn(2n, 2n ** 255n)));
  counting = false;
  expect(turns).toBeGreaterThanOrEqual(9);
});

test('writes numbers as bytes as Java does, and reads them back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 300n }), (number) => {
      expect(toNumber(toBytes(number))).toBe(number);
      const signed = toSignedBytes(number);
      expect(toNumber(signed)).toBe(number);
      expect(signed[0]).toBeLessThan(0x80);
    }),
  );
});
