import type { PutLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../edge/aws-error.ts';
import { type Operation, operation } from '../../edge/operation.ts';
import { groupOf, type LogsDependencies, streamOf } from './dependencies.ts';
import { streamResource } from './streams.ts';

/** The largest batch: bytes of UTF-8, with 26 more for each event (API reference, PutLogEvents). */
const MAX_BATCH_BYTES = 1_048_576;
const BYTES_PER_EVENT = 26;
const DAY = 24 * 60 * 60 * 1000;
const HOUR = 60 * 60 * 1000;

/** PutLogEvents, with the limits of its reference: order, span, size, and how old or how far ahead an event may be. */
export function putLogEvents({ store, lines, now, published }: LogsDependencies): Operation<object, object> {
  return operation<PutLogEventsCommandInput, object>({
    honours: { logGroupName: true, logStreamName: true, logEvents: true, sequenceToken: true },
    resource: streamResource,
    run(input) {
      const group = groupOf(store, input);
      const { name: stream } = streamOf(group, input.logStreamName);
      const events = (input.logEvents ?? []).map(({ timestamp = 0, message = '' }) => ({
        timestamp,
        message,
      }));
      const invalid = (message: string) => new AwsError('InvalidParameterException', message);
      if (events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? 0))) {
        throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
      }
      if ((events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0) > DAY) {
        throw invalid(
          'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
        );
      }
      const size = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + BYTES_PER_EVENT, 0);
      if (size > MAX_BATCH_BYTES) {
        throw invalid(`Upload too large: ${size} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
      }
      const oldest = now() - Math.min(14, group.retentionInDays ?? 14) * DAY;
      const newest = now() + 2 * HOUR;
      const accepted = events.filter(({ timestamp }) => timestamp >= oldest && timestamp <= newest);
      lines.append(group.name, stream, accepted, now());
      published(group.name, stream, accepted);
      const tooOld = events.filter(({ timestamp }) => timestamp < oldest).length;
      const tooNew = events.findIndex(({ timestamp }) => timestamp > newest);
      return {
        nextSequenceToken: '49039859549462385684984895678987854392482239785924834178',
        ...((tooOld > 0 || tooNew >= 0) && {
          rejectedLogEventsInfo: {
            ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
            ...(tooNew >= 0 && { tooNewLogEventStartIndex: tooNew }),
          },
        }),
      };
    },
  });
}
