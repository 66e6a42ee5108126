import type { PutLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { DAY, groupOf, type LogsDependencies, streamOf } from './dependencies.ts';
import { streamResource } from './streams.ts';

/** The largest batch: bytes of UTF-8, with 26 more for each event (API reference, PutLogEvents). */
const MAX_BATCH_BYTES = 1_048_576;
const BYTES_PER_EVENT = 26;
/** The largest event, in bytes. */
const MAX_EVENT_BYTES = 1_048_576;
/** Days before now from which on events are too old. */
const OLDEST_DAYS = 14;
const HOUR = 60 * 60 * 1000;

/** PutLogEvents, with the limits of its reference: order, span, size, and how old or how far ahead an event may be. */
export function putLogEvents({
  store,
  lines,
  now,
  published,
  subscriptions,
}: LogsDependencies): Operation<object, object> {
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
      const oldest = now() - OLDEST_DAYS * DAY;
      const newest = now() + 2 * HOUR;
      // Events that are too old or too new are dropped before the range is checked.
      const valid = events.filter(({ timestamp }) => timestamp >= oldest && timestamp <= newest);
      if ((valid.at(-1)?.timestamp ?? 0) - (valid[0]?.timestamp ?? 0) > DAY) {
        throw invalid(
          'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
        );
      }
      const large = events.find(
        ({ message }) => Buffer.byteLength(message) + BYTES_PER_EVENT > MAX_EVENT_BYTES,
      );
      if (large) {
        const bytes = Buffer.byteLength(large.message) + BYTES_PER_EVENT;
        throw invalid(`Log event too large: ${bytes} bytes exceeds limit of ${MAX_EVENT_BYTES}`);
      }
      const size = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + BYTES_PER_EVENT, 0);
      if (size > MAX_BATCH_BYTES) {
        throw invalid(`Upload too large: ${size} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
      }
      const expired = now() - (group.retentionInDays ?? Number.POSITIVE_INFINITY) * DAY;
      const accepted = valid.filter(({ timestamp }) => timestamp >= expired);
      const kept = lines.append(group.name, stream, accepted, now());
      published(group.name, stream, accepted);
      subscriptions.deliver(group, stream, kept);
      const rejected = {
        ...endIndex('tooOldLogEventEndIndex', events, oldest),
        ...endIndex('expiredLogEventEndIndex', events, expired),
        ...startIndex(events, newest),
      };
      return {
        nextSequenceToken: '49039859549462385684984895678987854392482239785924834178',
        ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
      };
    },
  });
}

interface Timed {
  timestamp: number;
}

/** Events are in order: those before a time come first. */
function endIndex(name: string, events: readonly Timed[], before: number): Record<string, number> {
  const count = events.filter(({ timestamp }) => timestamp < before).length;
  return count > 0 ? { [name]: count } : {};
}

function startIndex(events: readonly Timed[], after: number): { tooNewLogEventStartIndex?: number } {
  const index = events.findIndex(({ timestamp }) => timestamp > after);
  return index >= 0 ? { tooNewLogEventStartIndex: index } : {};
}
