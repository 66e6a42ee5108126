import { AwsError } from '../../../edge/aws-error.ts';
import type { Clock } from '../../../store/clock.ts';
import type { ChangeLog } from './change-log.ts';
import { type Shard, shardsOf } from './shards.ts';
import { RETENTION_MS, type Stream } from './stream.ts';

/** What the operations on streams are given. */
export interface StreamReader {
  readonly log: ChangeLog;
  readonly clock: Pick<Clock, 'now'>;
}

/** Whether a stream can still be read. */
export function isReadable({ endedAt }: Stream, now: number): boolean {
  return endedAt === undefined || endedAt > now - RETENTION_MS;
}

/** A stream by its ARN. Throws AwsError `ResourceNotFoundException`. */
export function streamFor({ log, clock }: StreamReader, arn: string): Stream {
  const stream = log.stream(arn);
  if (stream && isReadable(stream, clock.now())) return stream;
  throw new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
}

/** A shard of a stream. Throws AwsError `ResourceNotFoundException`. */
export function shardFor({ clock }: StreamReader, stream: Stream, id: string): Shard {
  const shard = shardsOf(stream, clock.now()).find((one) => one.id === id);
  if (shard) return shard;
  throw new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: Shard does not exist: ${id}`,
  );
}
