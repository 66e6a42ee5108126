import { kneeOf } from './knee.ts';
import type { Row } from './summary.ts';
import { ms, usd } from './table.ts';

/** Names the knee, with the loss below it and the gain above it, and the cheapest size. */
export function kneeSentence(rows: readonly Row[]): string {
  const knee = kneeOf(rows);
  const at = rows.findIndex(({ memoryMb }) => memoryMb === knee?.memoryMb);
  const row = rows[at];
  const [smallest] = rows;
  const largest = rows.at(-1);
  if (!smallest || !largest) return 'No knee: nothing was measured.';
  if (!row) {
    const [from, to] = [ms(smallest.responseMs), ms(largest.responseMs)];
    return `No knee: from ${smallest.memoryMb} to ${largest.memoryMb} MB a request gets faster all along, ${from} to ${to}.`;
  }
  const times = rows.map(({ responseMs }) => responseMs);
  const [slowest = 0] = times;
  const best = Math.min(...times);
  const gained = Math.round(((slowest - row.responseMs) / (slowest - best)) * 100);
  const of = ({ memoryMb, responseMs }: Row) => `with ${memoryMb} MB ${ms(responseMs)}`;
  const beside = [rows[at - 1], rows[at + 1]].filter((other) => other !== undefined).map(of);
  const cheapest = rows.reduce(
    (least, other) => (other.usdPerMillion < least.usdPerMillion ? other : least),
    row,
  );
  return [
    `Knee: ${row.memoryMb} MB.`,
    at === 0
      ? 'More memory gains too little to speak of a bend:'
      : `The curve bends there, with ${gained} % of what memory can gain:`,
    `a request takes ${[ms(row.responseMs), ...beside].join(', ')}.`,
    `A million cost least with ${cheapest.memoryMb} MB: ${usd(cheapest.usdPerMillion)}.`,
  ].join(' ');
}
