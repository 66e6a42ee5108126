import type { GetRecordsInput } from '@aws-sdk/client-dynamodb-streams';
import type { Operation } from '../../../../edge/operation.ts';
import { iteratorFor, positionOf } from '../shard-iterator.ts';
import { type StreamReader, shardFor, streamFor } from '../stream-reader.ts';

/** The most records of one answer (API Reference, "GetRecords"). */
const MOST = 1000;

/** GetRecords: the changes from an iterator on, and the next iterator; none after the last change of a closed shard. */
export function getRecords(reader: StreamReader): Operation<object, object> {
  return {
    honours: { ShardIterator: true, Limit: true } as Operation<object, object>['honours'],
    resource: (input) => String((input as GetRecordsInput).ShardIterator).split('|')[0] || '*',
    async run(input) {
      const { ShardIterator = '', Limit = MOST } = input as GetRecordsInput;
      const position = positionOf(ShardIterator, reader.clock.now());
      const stream = streamFor(reader, position.arn);
      const shard = shardFor(reader, stream, position.shard);
      const limit = Math.min(Limit, MOST);
      const range = { after: position.after, upTo: shard.last, limit };
      const Records = await reader.log.read(stream, range);
      const after = Records.at(-1)?.dynamodb.SequenceNumber ?? position.after;
      const over = shard.last !== undefined && Records.length === 0;
      return {
        Records,
        ...(!over && { NextShardIterator: iteratorFor({ ...position, after }, reader.clock.now()) }),
      };
    },
  };
}
