/**
 * A decimal number, exactly: `0.d₁d₂d₃… × 10^(exponent + 1)`. `digits` has no zeros at its ends and is empty for zero; `exponent` is the
 * power of ten of the first digit.
 */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const ZERO: Decimal = { negative: false, digits: '', exponent: 0 };

/** Reads a number in any notation (`-1.50`, `1e3`); undefined for what is none. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  return made(sign === '-', whole + fraction, whole.length - 1 + Number(power));
}

/** The number whose digits, zeros at both ends included, begin at the given power of ten. */
function made(negative: boolean, all: string, exponent: number): Decimal {
  let start = 0;
  while (all.charCodeAt(start) === 48) start += 1;
  let end = all.length;
  while (end > start && all.charCodeAt(end - 1) === 48) end -= 1;
  return start === end ? ZERO : { negative, digits: all.slice(start, end), exponent: exponent - start };
}

/** The number as DynamoDB writes it: without an exponent, without zeros that say nothing. */
export function formatDecimal({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = exponent + 1;
  if (digits.length <= whole) return sign + digits + '0'.repeat(whole - digits.length);
  return `${sign}${digits.slice(0, whole)}.${digits.slice(whole)}`;
}

/** Which is greater: below, at, or above 0. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const [leftSign, rightSign] = [signOf(left), signOf(right)];
  if (leftSign !== rightSign || leftSign === 0) return leftSign - rightSign;
  return leftSign * compareMagnitudes(left, right);
}

function signOf({ negative, digits }: Decimal): number {
  if (digits === '') return 0;
  return negative ? -1 : 1;
}

function compareMagnitudes(left: Decimal, right: Decimal): number {
  if (left.exponent !== right.exponent) return left.exponent - right.exponent;
  if (left.digits === right.digits) return 0;
  return left.digits < right.digits ? -1 : 1;
}

/** The exact sum; `sign` -1 gives the difference. */
export function addDecimals(left: Decimal, right: Decimal, sign: 1 | -1 = 1): Decimal {
  const lowest = Math.min(lastPower(left), lastPower(right));
  const sum = scaled(left, lowest) + BigInt(sign) * scaled(right, lowest);
  const negative = sum < 0n;
  const digits = (negative ? -sum : sum).toString();
  return made(negative, digits, lowest + digits.length - 1);
}

function lastPower({ digits, exponent }: Decimal): number {
  return digits === '' ? 0 : exponent - digits.length + 1;
}

/** The number as a whole multiple of `10^power`. */
function scaled(number: Decimal, power: number): bigint {
  if (number.digits === '') return 0n;
  const whole = BigInt(number.digits + '0'.repeat(lastPower(number) - power));
  return number.negative ? -whole : whole;
}

/** The greatest exponent, the smallest, and the most digits that DynamoDB keeps (Developer Guide, "Data types"). */
const [GREATEST, SMALLEST, PRECISION] = [125, -130, 38];

/** AWS's sentence about a number that cannot be stored; undefined for one that can. */
export function decimalFault({ digits, exponent }: Decimal): string | undefined {
  if (digits === '') return undefined;
  if (exponent > GREATEST)
    return 'Number overflow. Attempting to store a number with magnitude larger than supported range';
  if (exponent < SMALLEST)
    return 'Number underflow. Attempting to store a number with magnitude smaller than supported range';
  return digits.length > PRECISION
    ? 'Attempting to store more than 38 significant digits in a Number'
    : undefined;
}

/** A number that is stored already, so that it reads. */
export function decimalOf(text: string): Decimal {
  const number = parseDecimal(text);
  if (number) return number;
  throw new Error('What is stored as a number is none.');
}
