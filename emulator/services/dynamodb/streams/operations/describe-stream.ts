import type { DescribeStreamInput } from '@aws-sdk/client-dynamodb-streams';
import type { Operation } from '../../../../edge/operation.ts';
import { type Shard, shardsOf } from '../shards.ts';
import { type StreamReader, shardFor, streamFor } from '../stream-reader.ts';

/** DescribeStream: a stream and its shards, up to 100 at a time; or the children of one. */
export function describeStream(reader: StreamReader): Operation<object, object> {
  return {
    honours: {
      StreamArn: true,
      Limit: true,
      ExclusiveStartShardId: true,
      ShardFilter: true,
    } as Operation<object, object>['honours'],
    resource: (input) => (input as DescribeStreamInput).StreamArn ?? '*',
    run(input) {
      const {
        StreamArn = '',
        Limit = 100,
        ExclusiveStartShardId: start,
        ShardFilter,
      } = input as DescribeStreamInput;
      const stream = streamFor(reader, StreamArn);
      if (ShardFilter?.ShardId !== undefined) shardFor(reader, stream, ShardFilter.ShardId);
      const found = shardsOf(stream, reader.clock.now())
        .filter(({ id }) => start === undefined || id > start)
        .filter(({ parent }) => ShardFilter === undefined || parent === ShardFilter.ShardId);
      const shown = found.slice(0, Math.min(Limit, 100));
      const last = shown.at(-1);
      return {
        StreamDescription: {
          StreamArn: stream.arn,
          StreamLabel: stream.label,
          StreamStatus: stream.endedAt === undefined ? 'ENABLED' : 'DISABLED',
          StreamViewType: stream.viewType,
          CreationRequestDateTime: stream.createdAt / 1000,
          TableName: stream.tableName,
          KeySchema: stream.keySchema,
          Shards: shown.map(shownShard),
          ...(last && shown.length < found.length && { LastEvaluatedShardId: last.id }),
        },
      };
    },
  };
}

function shownShard({ id, first, last, parent }: Shard): object {
  return {
    ShardId: id,
    SequenceNumberRange: { StartingSequenceNumber: first, ...(last && { EndingSequenceNumber: last }) },
    ...(parent && { ParentShardId: parent }),
  };
}
