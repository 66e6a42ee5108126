import type { Budget } from './budget.ts';
import { javaText } from './java-text.ts';
import { TemplateError } from './template-error.ts';
import { numberOf } from './values.ts';

const SPECIFIER = /%(?:(\d+)\$)?([-0+ ,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;
/** Wider than anybody pads, and short enough not to fill the memory. */
const WIDEST = 10_000;

/**
 * Java's `String.format` with `%s %d %x %X %o %c %b %f %n %%`, flags, width, precision and `%1$s` (Java, "Formatter"). Throws TemplateError
 * for another conversion, a missing value, or one of the wrong type.
 */
export function javaFormat(pattern: string, values: readonly unknown[], budget: Budget): string {
  let next = 0;
  return budget.text(
    pattern.replaceAll(SPECIFIER, (...found: (string | undefined)[]) => {
      const [whole = '', position, flags = '', width = '0', precision, conversion = ''] = found;
      if (conversion === '%') return '%';
      if (conversion === 'n') return '\n';
      const index = position === undefined ? next : Number(position) - 1;
      if (position === undefined) next += 1;
      if (index >= values.length) throw new TemplateError(`Format specifier '${whole}'`);
      if (Number(width) > WIDEST) throw new TemplateError(`The width of '${whole}' is too large`);
      const text = converted(values[index], conversion, flags, precision, budget);
      budget.step(1 + Math.floor((text.length + Number(width)) / 256));
      if (flags.includes('-')) return text.padEnd(Number(width));
      return flags.includes('0') ? zeroPadded(text, Number(width)) : text.padStart(Number(width));
    }),
  );
}

function converted(
  value: unknown,
  conversion: string,
  flags: string,
  precision: string | undefined,
  budget: Budget,
): string {
  const number = numberOf(value);
  const isWhole = number !== undefined && Number.isInteger(number) && typeof value === 'number';
  switch (conversion) {
    case 's':
      return javaText(value, budget).slice(0, precision === undefined ? undefined : Number(precision));
    case 'S':
      return javaText(value, budget).toUpperCase();
    case 'b':
      return String(value !== false && value !== undefined && value !== '');
    case 'd':
      if (isWhole) return signed(String(Math.abs(number)), number, flags);
      break;
    case 'x':
    case 'X':
    case 'o':
      if (isWhole) return inBase(number, conversion);
      break;
    case 'c':
      if (isWhole) return String.fromCodePoint(number);
      if (typeof value === 'string' && [...value].length === 1) return value;
      break;
    case 'f':
      if (number !== undefined && !isWhole)
        return signed(Math.abs(number).toFixed(Math.min(Number(precision ?? 6), 100)), number, flags);
      break;
    default:
      throw new TemplateError(`Conversion = '${conversion}'`);
  }
  throw new TemplateError(`${conversion} != ${typeof value}`);
}

function inBase(number: number, conversion: 'x' | 'X' | 'o'): string {
  // A negative Integer shows its 32 bits.
  const digits = (number < 0 ? number >>> 0 : number).toString(conversion === 'o' ? 8 : 16);
  return conversion === 'X' ? digits.toUpperCase() : digits;
}

function signed(digits: string, number: number, flags: string): string {
  const [whole = '', fraction] = digits.split('.');
  const grouped = flags.includes(',') ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : whole;
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  if (number < 0) return flags.includes('(') ? `(${text})` : `-${text}`;
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text;
}

function zeroPadded(text: string, width: number): string {
  const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
