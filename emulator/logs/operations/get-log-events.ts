import type { GetLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../edge/aws-error.ts';
import { type Operation, operation } from '../../edge/operation.ts';
import { groupOf, type LogsDependencies, streamOf } from './dependencies.ts';
import { streamResource } from './streams.ts';

/**
 * GetLogEvents: pages of one stream, both ways. A forward token goes on after the newest event that was shown, a backward token before
 * the oldest; at an end the same token comes back (API reference, GetLogEvents).
 */
export function getLogEvents({ store, lines }: LogsDependencies): Operation<object, object> {
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
      const all = lines
        .of(group.name, stream.name)
        .filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
      const place = nextToken === undefined ? undefined : parse(nextToken);
      const forward = place ? place.way === 'f' : (input.startFromHead ?? false);
      const rest = all.filter(({ id }) => !place || (forward ? id > place.id : id < place.id));
      const shown = forward ? rest.slice(0, limit) : rest.slice(-limit);
      const first = shown[0]?.id ?? place?.id ?? 0;
      const last = shown.at(-1)?.id ?? place?.id ?? 0;
      return {
        events: shown.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
        nextForwardToken: `f/${String(last).padStart(56, '0')}/s`,
        nextBackwardToken: `b/${String(first).padStart(56, '0')}/s`,
      };
    },
  });
}

function parse(token: string): { way: string; id: number } {
  const [, way, id] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (!way || !id) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return { way, id: Number(id) };
}
