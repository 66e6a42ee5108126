import { compileJava } from '../../../../../edge/linear-pattern.ts';
import type { Budget } from './budget.ts';
import { TemplateError } from './template-error.ts';

/** Whether a whole text matches a Java expression. Throws TemplateError for an invalid one. */
export function matchesPattern(text: string, pattern: string, budget: Budget): boolean {
  return attempt(text, pattern, budget, (compiled) => compiled.matches(text));
}

/** Replaces matches, with Java's `$1` and `\` in the new text. Throws TemplateError. */
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

/** Splits a text like Java: without a limit, trailing empty parts are dropped. Throws TemplateError. */
export function splitPattern(text: string, pattern: string, limit: number, budget: Budget): string[] {
  return attempt(text, pattern, budget, (compiled) => compiled.split(text, limit));
}

function attempt<Result>(
  text: string,
  pattern: string,
  budget: Budget,
  use: (compiled: ReturnType<typeof compileJava>) => Result,
): Result {
  // The cost is the text times the expression, whatever they contain.
  budget.step(1 + Math.ceil((text.length * pattern.length) / 64));
  try {
    return use(compileJava(pattern));
  } catch (error) {
    throw new TemplateError(
      `The expression ${pattern.slice(0, 100)}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
