import { fieldsPattern } from './fields-pattern.ts';
import { jsonPattern } from './json-pattern.ts';
import { termsPattern } from './terms-pattern.ts';

/** A filter pattern, read once. */
export interface FilterPattern {
  matches(message: string): boolean;
  /** What a metric filter could take from a message that matches, by selector or `$field`. */
  extract(message: string): Record<string, string>;
}

/**
 * Reads a filter pattern (CloudWatch Logs user guide, "Filter pattern syntax"): `{ … }` for events in JSON, `[ … ]` for fields between
 * spaces, terms otherwise; nothing at all asks for everything. Throws AwsError `InvalidParameterException` for one that is none.
 */
export function compileFilterPattern(pattern: string): FilterPattern {
  const text = pattern.trim();
  if (text === '') return { matches: () => true, extract: () => ({}) };
  if (text.startsWith('{')) return jsonPattern(text);
  return text.startsWith('[') ? fieldsPattern(text) : termsPattern(text);
}
