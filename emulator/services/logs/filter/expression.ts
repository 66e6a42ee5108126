import { type LinearPattern, linearPattern } from '../../../edge/linear-pattern.ts';
import { invalidPattern } from './pattern-error.ts';

/** What a regular expression of a filter pattern may hold: letters, digits, some symbols, the operators without `(` and `)`. */
const SUPPORTED = /^[A-Za-z0-9:_#=@/;,\s^$?[\]{}|\\*+.-]*$/;

/** Parses the text between two `%` (user guide, "Supported regular expressions"). Throws for what CloudWatch does not support. */
export function compileExpression(source: string): LinearPattern {
  if (!SUPPORTED.test(source.replace(/\\./g, '')))
    throw invalidPattern(`Invalid character(s) in regex '${source}'`);
  try {
    return linearPattern(source);
  } catch {
    throw invalidPattern(`Invalid regex '${source}'`);
  }
}
