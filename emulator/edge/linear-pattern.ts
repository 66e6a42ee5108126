import { RE2JS } from 're2js';

/** A user's expression: matched in time proportional to the text, whatever the expression. */
export interface LinearPattern {
  /** Whether the whole of a text matches, as API Gateway's expressions do. */
  matchesWhole(text: string): boolean;
  /** Whether some part of a text matches, as CloudWatch's expressions do. */
  matchesPart(text: string): boolean;
}

/** How many compiled expressions are kept: requests use the same few again and again. */
const KEPT = 200;
const kept = new Map<string, LinearPattern>();

/** POSIX classes in Java's expressions and in RE2's. */
const POSIX: Readonly<Record<string, string>> = {
  Lower: 'lower',
  Upper: 'upper',
  ASCII: 'ascii',
  Alpha: 'alpha',
  Digit: 'digit',
  Alnum: 'alnum',
  Punct: 'punct',
  Graph: 'graph',
  Print: 'print',
  Blank: 'blank',
  Cntrl: 'cntrl',
  XDigit: 'xdigit',
  Space: 'space',
};

/**
 * Compiles a Java regular expression with RE2, which never backtracks: otherwise an expression such as `^(a+)+$` would stop the engine for
 * good. Throws SyntaxError for an invalid one, and for what AWS accepts but no linear-time matcher can do: back references, look-ahead and
 * look-behind, possessive quantifiers.
 */
export function linearPattern(expression: string): LinearPattern {
  const known = kept.get(expression);
  if (known) return known;
  const compiled = compileJava(expression);
  const pattern: LinearPattern = {
    matchesWhole: (text) => compiled.matches(text),
    matchesPart: (text) => compiled.matcher(text).find(),
  };
  if (kept.size >= KEPT) kept.clear();
  kept.set(expression, pattern);
  return pattern;
}

/** The same as RE2's, for replacing and splitting. */
export function compileJava(expression: string): RE2JS {
  try {
    return RE2JS.compile(withPosixClasses(withoutUnicodeFlags(expression)));
  } catch (error) {
    throw new SyntaxError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** RE2 has no equivalent of Java's flags `u` and `d`, which change nothing for it. */
function withoutUnicodeFlags(expression: string): string {
  return expression.replace(/\(\?([a-zA-Z]+)(?=[:)])/g, (_group, flags: string) => {
    const known = flags.replace(/[ud]/g, '');
    return known === '' ? '(?i-i' : `(?${known}`;
  });
}

function withPosixClasses(expression: string): string {
  let inClass = false;
  return expression.replace(/\\p\{(\w+)\}|\\.|[[\]]/gs, (part, name?: string) => {
    if (part === '[') inClass = true;
    else if (part === ']') inClass = false;
    const posix = name === undefined ? undefined : POSIX[name];
    if (posix === undefined) return part;
    return inClass ? `[:${posix}:]` : `[[:${posix}:]]`;
  });
}
