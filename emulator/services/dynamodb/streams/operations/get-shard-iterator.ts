import type { GetShardIteratorInput } from '@aws-sdk/client-dynamodb-streams';
import { AwsError } from '../../../../edge/aws-error.ts';
import type { Operation } from '../../../../edge/operation.ts';
import { invalid } from '../../expressions/invalid-expression.ts';
import { sequenceBefore, timeOf } from '../sequence.ts';
import { iteratorFor } from '../shard-iterator.ts';
import type { Shard } from '../shards.ts';
import { RETENTION_MS } from '../stream.ts';
import { type StreamReader, shardFor, streamFor } from '../stream-reader.ts';

/** GetShardIterator: from the oldest change, from now on, from a change or from after one. */
export function getShardIterator(reader: StreamReader): Operation<object, object> {
  return {
    honours: {
      StreamArn: true,
      ShardId: true,
      ShardIteratorType: true,
      SequenceNumber: true,
    } as Operation<object, object>['honours'],
    resource: (input) => (input as GetShardIteratorInput).StreamArn ?? '*',
    run(input) {
      const {
        StreamArn = '',
        ShardId = '',
        ShardIteratorType: type,
        SequenceNumber,
      } = input as GetShardIteratorInput;
      const now = reader.clock.now();
      const stream = streamFor(reader, StreamArn);
      const shard = shardFor(reader, stream, ShardId);
      const asks = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER';
      if (asks) checkNumber(shard, SequenceNumber, now);
      let after = sequenceBefore(shard.first);
      if (type === 'LATEST') after = [reader.log.latest(stream), after].sort()[1] ?? after;
      if (type === 'AFTER_SEQUENCE_NUMBER') after = SequenceNumber ?? after;
      if (type === 'AT_SEQUENCE_NUMBER') after = sequenceBefore(SequenceNumber ?? after);
      return { ShardIterator: iteratorFor({ arn: stream.arn, shard: shard.id, after }, now) };
    },
  };
}

/** Throws AwsError `ValidationException` (the text is a guess) or `TrimmedDataAccessException`. */
function checkNumber({ first, last }: Shard, sequence: string | undefined, now: number): void {
  if (
    sequence === undefined ||
    !/^\d{21,40}$/.test(sequence) ||
    sequence < first ||
    (last && sequence > last)
  )
    throw invalid('Invalid SequenceNumber: it is not in the range of the shard');
  if (timeOf(sequence) < now - RETENTION_MS)
    throw new AwsError(
      'TrimmedDataAccessException',
      'Attempted access beyond trim horizon: the record is older than 24 hours.',
    );
}
