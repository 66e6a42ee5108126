/** How many texts are remembered; an expression has 4 KB at most. */
const MOST = 500;

/**
 * Caches a function's results by text: programs send few expressions, each many times. The oldest text goes first; errors are not cached.
 * Results must not be changed.
 */
export function remember<Rest extends unknown[], Answer>(
  read: (text: string, ...rest: Rest) => Answer,
): (text: string, ...rest: Rest) => Answer {
  const answers = new Map<string, Answer>();
  return (text, ...rest) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = read(text, ...rest);
    if (answers.size >= MOST)
      for (const oldest of answers.keys()) {
        answers.delete(oldest);
        break;
      }
    answers.set(text, answer);
    return answer;
  };
}
