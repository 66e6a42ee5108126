import type { Budget } from './budget.ts';
import { javaFormat } from './java-format.ts';
import { javaText } from './java-text.ts';
import { matchesPattern, replacePattern, splitPattern } from './pattern.ts';
import { TemplateError } from './template-error.ts';
import { isMap, numberOf, ownList } from './values.ts';

/** Java's String methods for templates. Patterns are Java's, in linear time. Throws TemplateError where Java throws. */
export function stringMethods(
  text: string,
  budget: Budget,
): Readonly<Record<string, (...values: unknown[]) => unknown>> {
  const made = (result: string) => budget.text(result);
  const of = (value: unknown) => javaText(value, budget);
  // Each reads the whole text; a loop over a long one is a long loop.
  budget.step(1 + Math.floor(text.length / 256));
  return {
    length: () => text.length,
    isEmpty: () => text.length === 0,
    isBlank: () => text.trim() === '',
    contentEquals: (other) => text === of(other),
    hashCode: () => hashOf(text),
    equalsIgnoreCase: (other) => text.toLowerCase() === of(other).toLowerCase(),
    contains: (part) => text.includes(of(part)),
    startsWith: (part, from) => text.startsWith(of(part), numberOf(from) ?? 0),
    endsWith: (part) => text.endsWith(of(part)),
    indexOf: (part, from) => text.indexOf(of(part), numberOf(from) ?? 0),
    lastIndexOf: (part, from) => text.lastIndexOf(of(part), numberOf(from)),
    compareTo: (other) => (text === of(other) ? 0 : text < of(other) ? -1 : 1),
    codePointAt: (index) => slice(text, index, (numberOf(index) ?? 0) + 1).codePointAt(0),
    charAt: (index) => slice(text, index, (numberOf(index) ?? 0) + 1),
    substring: (from, to) => made(slice(text, from, to ?? text.length)),
    trim: () => made(text.trim()),
    strip: () => made(text.trim()),
    toLowerCase: () => made(text.toLowerCase()),
    toUpperCase: () => made(text.toUpperCase()),
    concat: (other) => made(text + of(other)),
    repeat(count) {
      const times = Math.max(0, numberOf(count) ?? 0);
      budget.step(times);
      budget.text(text.length * times < 2 ** 26 ? '' : text.padEnd(2 ** 26));
      return made(text.repeat(times));
    },
    replace: (part, by) => made(text.replaceAll(of(part), () => of(by))),
    replaceAll: (pattern, by) => made(replacePattern(text, of(pattern), of(by), 'all', budget)),
    replaceFirst: (pattern, by) => made(replacePattern(text, of(pattern), of(by), 'first', budget)),
    matches: (pattern) => matchesPattern(text, of(pattern), budget),
    split(pattern, limit) {
      const parts = splitPattern(text, of(pattern), numberOf(limit) ?? 0, budget);
      budget.step(parts.length);
      return ownList(parts);
    },
    // `#set($String = "")` is how templates reach these.
    valueOf: (value: unknown) => made(of(value)),
    format: (pattern, ...values) => javaFormat(of(pattern), values, budget),
    join(separator, items) {
      const parts = Array.isArray(items) ? items : isMap(items) ? Object.keys(items) : [items];
      budget.step(parts.length);
      return made(parts.map(of).join(of(separator)));
    },
  };
}

function slice(text: string, from: unknown, to: unknown): string {
  const [start, end] = [numberOf(from) ?? 0, numberOf(to) ?? text.length];
  if (start < 0 || end > text.length || start > end)
    throw new TemplateError(`begin ${start}, end ${end}, length ${text.length}`);
  return text.slice(start, end);
}

/** Java's `String.hashCode`: 31 times what was before, in 32 bits. */
function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}
