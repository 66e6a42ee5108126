import { exactTime, timeOf } from './format.ts';

/** A time in the reader's zone, to the millisecond on hover. `at` is milliseconds since 1970. */
export function Time({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {timeOf(at)}
    </time>
  );
}
