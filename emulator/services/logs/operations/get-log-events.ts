import type { GetLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { groupOf, type LogsDependencies, linesOf, pageOf, streamOf } from './dependencies.ts';
import { streamResource } from './streams.ts';

/**
 * GetLogEvents: pages of one stream, in both directions. A forward token continues after the newest event shown, a backward token before
 * the oldest; at an end the same token comes back (API reference, GetLogEvents).
 */
export function getLogEvents(dependencies: LogsDependencies): Operation<object, object> {
  const { store } = dependencies;
  return operation<GetLogEventsCommandInput, object>({
    honours: {
      logGroupName: true,
      logGroupIdentifier: true,
      logStreamName: true,
      startTime: true,
      endTime: true,
      startFromHead: true,
      nextToken: true,
      limit: true,
      unmask: [false],
    },
    resource: streamResource,
    run(input) {
      const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = 10_000, nextToken } = input;
      const group = groupOf(store, input);
      const stream = streamOf(group, input.logStreamName);
      const all = linesOf(dependencies, group, stream.name).filter(
        ({ timestamp }) => timestamp >= startTime && timestamp < endTime,
      );
      const place = nextToken === undefined ? undefined : parse(nextToken);
      const forward = place ? place.way === 'f' : (input.startFromHead ?? false);
      const rest = all.filter((line) => !place || (forward ? isBefore(place, line) : isBefore(line, place)));
      const shown = forward ? pageOf(rest, limit) : pageOf(rest.toReversed(), limit).reverse();
      const [first, last] = [shown[0] ?? place ?? START, shown.at(-1) ?? place ?? START];
      return {
        events: shown.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
        nextForwardToken: format('f', last),
        nextBackwardToken: format('b', first),
      };
    },
  });
}

/** A line's place in its stream: by time, and among those of one moment by id. */
interface Place {
  timestamp: number;
  id: number;
}

const START: Place = { timestamp: 0, id: 0 };

function isBefore(a: Place, b: Place): boolean {
  return a.timestamp < b.timestamp || (a.timestamp === b.timestamp && a.id < b.id);
}

function format(way: 'f' | 'b', { timestamp, id }: Place): string {
  return `${way}/${String(timestamp).padStart(28, '0')}${String(id).padStart(28, '0')}/s`;
}

function parse(token: string): Place & { way: string } {
  const [, way, timestamp, id] = /^([fb])\/(\d{28})(\d{28})\/s$/.exec(token) ?? [];
  if (!way) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return { way, timestamp: Number(timestamp), id: Number(id) };
}
