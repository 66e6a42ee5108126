import { fieldsPattern } from './fields-pattern.ts';
import { jsonPattern } from './json-pattern.ts';
import type { FilterPattern } from './pattern.ts';
import { invalidPattern } from './pattern-error.ts';
import { termsPattern } from './terms-pattern.ts';

/**
 * Parses a filter pattern (CloudWatch Logs user guide, "Filter pattern syntax"): `{ … }` for JSON events, `[ … ]` for fields between
 * spaces, terms otherwise; an empty one matches everything. Throws AwsError `InvalidParameterException` for an invalid one.
 */
export function compileFilterPattern(pattern: string): FilterPattern {
  const text = pattern.trim();
  if (text === '') return { matches: () => true, extract: () => ({}) };
  if (!/^[{[]/.test(text)) return termsPattern(text);
  if (expressionsIn(text) > MOST) throw invalidPattern(`At most ${MOST} regular expressions are allowed`);
  return text.startsWith('{') ? jsonPattern(text) : fieldsPattern(text);
}

/** Regular expressions that a pattern for JSON or for fields may have (the user guide's quota; the sentence is a guess). */
const MOST = 2;

function expressionsIn(text: string): number {
  const texts = text.match(/"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)*%/g) ?? [];
  return texts.filter((found) => found.startsWith('%')).length;
}
