import { kneeOf } from './knee.ts';
import type { Row } from './summary.ts';
import { ms, usd } from './table.ts';

/** Names the knee, what is lost below it and what is paid above it. */
export function kneeSentence(rows: readonly Row[]): string {
  const knee = kneeOf(rows);
  const at = rows.find(({ memoryMb }) => memoryMb === knee?.memoryMb);
  if (!at) return 'There is no knee, for nothing was measured.';
  const below = rows.filter(({ memoryMb }) => memoryMb < at.memoryMb).at(-1);
  const above = rows.filter(({ memoryMb }) => memoryMb > at.memoryMb).at(-1);
  const less = below
    ? `With ${below.memoryMb} MB a request takes ${ms(below.responseMs)} instead of ${ms(at.responseMs)}`
    : `A request takes ${ms(at.responseMs)} with the smallest size of all`;
  const more = above
    ? `with ${above.memoryMb} MB it takes ${ms(above.responseMs)}, and a million cost ${usd(above.usdPerMillion)} instead of ${usd(at.usdPerMillion)}`
    : 'no larger size was tried';
  return `Knee: ${at.memoryMb} MB, the smallest within 10 % of the best response time. ${less}; ${more}.`;
}
