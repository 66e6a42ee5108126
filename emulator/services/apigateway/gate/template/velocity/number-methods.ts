import type { Budget } from './budget.ts';
import { javaText } from './java-text.ts';
import { TemplateError } from './template-error.ts';
import { double, numberOf } from './values.ts';

/** Java's number methods for templates; static methods too, because `#set($Integer = 0)` is how templates reach them. */
export function numberMethods(
  value: number,
  budget: Budget,
): Readonly<Record<string, (...values: unknown[]) => unknown>> {
  const whole = () => Math.trunc(value);
  return {
    intValue: whole,
    longValue: whole,
    shortValue: whole,
    byteValue: whole,
    doubleValue: () => double(value),
    floatValue: () => double(value),
    compareTo: (other) => Math.sign(value - (numberOf(other) ?? Number.NaN)),
    parseInt: (text) => parseWhole(javaText(text, budget)),
    parseLong: (text) => parseWhole(javaText(text, budget)),
    valueOf: (text: unknown) => numberOf(text) ?? parseWhole(javaText(text, budget)),
    parseDouble: (text) => parseDouble(javaText(text, budget)),
    parseFloat: (text) => parseDouble(javaText(text, budget)),
    max: (a, b) => Math.max(numberOf(a) ?? Number.NaN, numberOf(b) ?? Number.NaN),
    min: (a, b) => Math.min(numberOf(a) ?? Number.NaN, numberOf(b) ?? Number.NaN),
  };
}

function parseWhole(text: string): number {
  if (!/^[+-]?\d{1,19}$/.test(text)) throw notNumber(text);
  return Number(text);
}

function parseDouble(text: string): unknown {
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) throw notNumber(text);
  return double(number);
}

function notNumber(text: string): TemplateError {
  return new TemplateError(`For input string: "${text.slice(0, 100)}"`);
}
