import type { Budget } from './budget.ts';
import { isHostObject } from './host-object.ts';
import { isDouble, isMap, isOwnList } from './values.ts';

/**
 * A value as API Gateway prints it: a map as `{a=1, b=x}`, a list of JSON as JSON, a template's own list as `[1, x]`, and an undefined
 * value as nothing (recorded on AWS). Charges the text to the budget.
 */
export function javaText(value: unknown, budget: Budget): string {
  if (value === undefined || value === null) return '';
  return inner(value, budget, 0);
}

/** Deeper than JSON bodies go; a value nested in itself ends here. */
const DEEPEST = 200;

function inner(value: unknown, budget: Budget, depth: number): string {
  if (typeof value === 'string') return budget.text(value);
  if (value === undefined || value === null) return 'null';
  if (depth > DEEPEST) throw budget.tooDeep();
  budget.step();
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : doubleText(value);
  if (isDouble(value)) return doubleText(value.double);
  if (Array.isArray(value)) {
    if (!isOwnList(value)) return jsonText(value, budget, depth);
    return budget.text(`[${value.map((item) => inner(item, budget, depth + 1)).join(', ')}]`);
  }
  if (isHostObject(value)) return value.name;
  if (!isMap(value)) return String(value);
  const entries = Object.entries(value);
  const text = entries.map(([key, item]) => `${key}=${inner(item, budget, depth + 1)}`).join(', ');
  return budget.text(`{${text}}`);
}

/** A value as JSON. */
export function jsonText(value: unknown, budget: Budget, depth = 0): string {
  if (depth > DEEPEST) throw budget.tooDeep();
  budget.step();
  if (isDouble(value)) return doubleText(value.double);
  if (Array.isArray(value))
    return budget.text(`[${value.map((item) => jsonText(item, budget, depth + 1)).join(',')}]`);
  if (isMap(value)) {
    const entries = Object.entries(value);
    return budget.text(
      `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item, budget, depth + 1)}`).join(',')}}`,
    );
  }
  return budget.text(JSON.stringify(value) ?? 'null');
}

/** A Double as Java prints it: always with a fraction, with an exponent outside 10^-3 to 10^7. */
function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e7)) {
    const text = String(value);
    return text.includes('.') ? text : `${text}.0`;
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
}
