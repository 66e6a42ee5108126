import { AwsError } from '../../../edge/aws-error.ts';
import { invalid } from '../expressions/invalid-expression.ts';

/** Where reading a shard goes on: after a sequence number. */
export interface Position {
  readonly arn: string;
  readonly shard: string;
  readonly after: string;
}

/** How long an iterator can be used (API Reference, "GetShardIterator"). */
const LIFETIME_MS = 15 * 60 * 1000;

/** An iterator: the stream, a number, and the position with the time at which it was made. */
export function iteratorFor({ arn, shard, after }: Position, now: number): string {
  return `${arn}|1|${Buffer.from(JSON.stringify([shard, after, now])).toString('base64')}`;
}

/** Reads an iterator. Throws AwsError `ValidationException`, or `ExpiredIteratorException` after 15 minutes. */
export function positionOf(iterator: string, now: number): Position {
  const [arn = '', , text = ''] = iterator.split('|');
  const [shard, after, made] = readable(text);
  if (typeof shard !== 'string' || typeof after !== 'string' || typeof made !== 'number')
    throw invalid('Invalid ShardIterator');
  if (now - made > LIFETIME_MS)
    throw new AwsError(
      'ExpiredIteratorException',
      'Iterator expired. The iterator was created too long ago.',
    );
  return { arn, shard, after };
}

function readable(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
