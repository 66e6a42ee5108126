/** How many changes one millisecond has numbers for. */
const PER_MS = 10 ** 8;

/**
 * A sequence number: the time of a change in milliseconds, and its number within that, 21 digits in all as AWS's are. Texts of one
 * length are in the order of the numbers.
 */
export function sequenceOf(ms: number, count: number): string {
  return String(Math.floor(ms)).padStart(13, '0') + String(count).padStart(8, '0');
}

/** The milliseconds in a sequence number. */
export function timeOf(sequence: string): number {
  return Number(sequence.slice(0, -8));
}

/** The first sequence number after another one that is not before a time. */
export function sequenceAfter(last: string | undefined, now: number): string {
  const ms = Math.floor(now);
  if (last === undefined || timeOf(last) < ms) return sequenceOf(ms, 0);
  const count = Number(last.slice(-8)) + 1;
  return count < PER_MS ? sequenceOf(timeOf(last), count) : sequenceOf(timeOf(last) + 1, 0);
}

/** The sequence number right before another one. */
export function sequenceBefore(sequence: string): string {
  const count = Number(sequence.slice(-8));
  return count > 0 ? sequenceOf(timeOf(sequence), count - 1) : sequenceOf(timeOf(sequence) - 1, PER_MS - 1);
}
