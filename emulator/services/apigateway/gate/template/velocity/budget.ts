import { TemplateError } from './template-error.ts';

/**
 * How much a template may do. A template runs in the engine's one process, and an endless one would stop all others: it has steps (nodes,
 * expressions, elements that a method looks at) and characters (its output), and fails when they are used up.
 */
export interface Budget {
  step(count?: number): void;
  /** Charges a new text, and returns it. */
  text(text: string): string;
  tooDeep(): TemplateError;
}

const MOST_STEPS = 500_000;
/** In UTF-16 units: an integration's body has at most 10 MB. */
const MOST_LETTERS = 32 * 1024 * 1024;

/** A fresh budget for one rendering. */
export function createBudget(): Budget {
  let steps = 0;
  let letters = 0;
  return {
    step(count = 1) {
      steps += count;
      if (steps > MOST_STEPS) throw new TemplateError(`The template takes more than ${MOST_STEPS} steps`);
    },
    text(text) {
      letters += text.length;
      if (letters > MOST_LETTERS)
        throw new TemplateError(`The template puts together more than ${MOST_LETTERS} letters`);
      return text;
    },
    tooDeep: () => new TemplateError('The template nests values too deep'),
  };
}
