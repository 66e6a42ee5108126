/** The flags that Java writes at the beginning of a pattern, and those of JavaScript that mean the same. */
const FLAGS: Readonly<Record<string, string>> = { i: 'i', m: 'm', s: 's', u: '', d: '' };

/**
 * A regular expression of Java, as API Gateway has them, that the whole of a text must match. Throws SyntaxError for what is none, and
 * for what Java alone knows: possessive quantifiers, POSIX classes, and flags anywhere but at the beginning.
 */
export function javaPattern(expression: string): RegExp {
  const [, anchor = '', letters = '', rest = expression] =
    /^(\^?)\(\?([imsud]+)\)(.*)$/s.exec(expression) ?? [];
  const flags = [...letters].map((letter) => FLAGS[letter] ?? '').join('');
  return new RegExp(`^(?:${anchor}${rest})$`, flags);
}
