import { compileExpression } from './expression.ts';
import type { FilterPattern } from './pattern.ts';
import { invalidPattern } from './pattern-error.ts';

type Test = (message: string) => boolean;

/** One term: its sign, and a quoted text, an expression between `%`, or a word. */
const TERM = /([?-]?)\s*(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|(\S+))/gy;

/**
 * Terms for unstructured events: all are required, anywhere and exactly; `?a ?b` requires one of them, `-a` excludes one. Beside required
 * terms, those with `?` have no effect. Anything beyond letters, digits and `_` needs quotes.
 */
export function termsPattern(text: string): FilterPattern {
  const needed: Test[] = [];
  const optional: Test[] = [];
  const excluded: Test[] = [];
  TERM.lastIndex = 0;
  let rest = 0;
  while (rest < text.length) {
    const [whole = '', sign, quoted, expression, word] = TERM.exec(text) ?? [];
    if (whole === '') throw invalidPattern();
    rest = TERM.lastIndex + (/^\s*/.exec(text.slice(TERM.lastIndex))?.[0].length ?? 0);
    TERM.lastIndex = rest;
    const list = sign === '?' ? optional : sign === '-' ? excluded : needed;
    list.push(termTest(quoted, expression, word));
  }
  return {
    matches: (message) =>
      needed.every((test) => test(message)) &&
      (optional.length === 0 || needed.length > 0 || optional.some((test) => test(message))) &&
      !excluded.some((test) => test(message)),
    extract: () => ({}),
  };
}

function termTest(quoted: string | undefined, expression: string | undefined, word = ''): Test {
  if (expression !== undefined) {
    const compiled = compileExpression(expression);
    return (message) => compiled.matchesPart(message);
  }
  if (quoted === undefined && !/^\w+$/.test(word))
    throw invalidPattern(`Invalid character(s) in term '${word}'`);
  const literal = quoted === undefined ? word : quoted.replace(/\\(.)/g, '$1');
  return (message) => message.includes(literal);
}
