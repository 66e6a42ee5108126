/** Tests a text against one pattern. */
export type Matcher = (text: string) => boolean;

/**
 * Compiles an IAM pattern: `*` is any text, `?` any one character, all else itself. Plain comparisons where there is no
 * wildcard but a last `*`, as nearly all patterns are; those are evaluated for every request.
 */
export function matcherOf(pattern: string, caseSensitive: boolean): Matcher {
  if (!caseSensitive) {
    const inner = matcherOf(pattern.toLowerCase(), true);
    return (text) => inner(text.toLowerCase());
  }
  if (pattern === '*') return () => true;
  const wild = pattern.search(/[*?]/);
  if (wild < 0) return (text) => text === pattern;
  if (wild === pattern.length - 1 && pattern.endsWith('*')) {
    const prefix = pattern.slice(0, -1);
    return (text) => text.startsWith(prefix);
  }
  return (text) => matchesWildcards(pattern, text);
}

/** Linear in text times stars, without backtracking further than the last star. */
function matchesWildcards(pattern: string, text: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let resume = 0;
  while (place < text.length) {
    if (pattern[at] === '*') {
      star = at;
      resume = place;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[place])) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      place = resume;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
