import type { ChangeSource, SourceChange } from '../../../edge/interfaces/change-source.ts';
import type { Clock } from '../../../store/clock.ts';
import type { ChangeLog } from './change-log.ts';
import { timeOf } from './sequence.ts';
import { shardAt } from './shards.ts';
import type { Stream } from './stream.ts';
import { isReadable } from './stream-reader.ts';
import type { StreamRecord } from './stream-record.ts';

/** The streams for other services, in the form of a function's event (Lambda developer guide, "Using DynamoDB with Lambda"). */
export function changeSource(log: ChangeLog, clock: Pick<Clock, 'now'>): ChangeSource {
  const readable = (arn: string): Stream | undefined => {
    const stream = log.stream(arn);
    return stream && isReadable(stream, clock.now()) ? stream : undefined;
  };
  return {
    exists: (arn) => readable(arn)?.endedAt === undefined && readable(arn) !== undefined,
    latest(arn) {
      const stream = readable(arn);
      return stream ? log.latest(stream) : '';
    },
    async read(arn, after = '', limit) {
      const stream = readable(arn);
      if (!stream) return [];
      const records = await log.read(stream, { after, upTo: undefined, limit });
      return records.map((record) => shown(record, stream));
    },
    watch: log.watch,
  };
}

function shown(record: StreamRecord, stream: Stream): SourceChange {
  const { Keys, SequenceNumber } = record.dynamodb;
  // Functions get the members of `userIdentity` in lower case.
  const { userIdentity, ...rest } = record;
  const by = userIdentity && {
    userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId },
  };
  const at = timeOf(SequenceNumber);
  return {
    position: SequenceNumber,
    item: JSON.stringify(Keys),
    at,
    get shardId() {
      return shardAt(stream, at);
    },
    record: { ...rest, ...by, eventSourceARN: stream.arn },
  };
}
