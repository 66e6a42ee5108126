import { compileJava } from '../../../../../edge/linear-pattern.ts';
import type { Budget } from './budget.ts';
import { TemplateError } from './template-error.ts';

/** Whether the whole of a text matches an expression of Java. Throws TemplateError for what is none. */
export function matchesPattern(text: string, pattern: string, budget: Budget): boolean {
  return attempt(text, pattern, budget, (compiled) => compiled.matches(text));
}

/** Replaces what matches, `$1` and `\` in the new text as Java has them. Throws TemplateError. */
export function replacePattern(
  text: string,
  pattern: string,
  by: string,
  which: 'first' | 'all',
  budget: Budget,
): string {
  return attempt(text, pattern, budget, (compiled) => {
    const matcher = compiled.matcher(text);
    return which === 'all' ? matcher.replaceAll(by) : matcher.replaceFirst(by);
  });
}

/** Splits a text as Java does: without a limit, empty parts at the end are left out. Throws TemplateError. */
export function splitPattern(text: string, pattern: string, limit: number, budget: Budget): string[] {
  return attempt(text, pattern, budget, (compiled) => compiled.split(text, limit));
}

function attempt<Result>(
  text: string,
  pattern: string,
  budget: Budget,
  use: (compiled: ReturnType<typeof compileJava>) => Result,
): Result {
  // The time is that of the text times the expression, whatever either holds.
  budget.step(1 + Math.ceil((text.length * pattern.length) / 64));
  try {
    return use(compileJava(pattern));
  } catch (error) {
    throw new TemplateError(
      `The expression ${pattern.slice(0, 100)}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
