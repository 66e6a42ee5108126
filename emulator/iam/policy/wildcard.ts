/**
 * Whether a text matches a pattern in which `*` stands for any characters, `:` and `/` included, and `?` for exactly one. In time
 * proportional to both lengths' product at worst, so that no pattern can be made to run away.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const char = pattern[p];
    if (char === '*') {
      star = p;
      resume = t;
      p += 1;
    } else if (p < pattern.length && (char === '?' || char === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      t = resume;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** The same for ARNs, whose six parts are matched each by itself, as ArnLike and ArnEquals do. */
export function matchesArn(pattern: string, arn: string): boolean {
  const wanted = arnParts(pattern);
  const given = arnParts(arn);
  if (!wanted || !given) return false;
  return wanted.every((part, index) => matchesWildcard(part, given[index] ?? ''));
}

function arnParts(arn: string): string[] | undefined {
  const parts = arn.split(':');
  if (parts.length < 6) return undefined;
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
