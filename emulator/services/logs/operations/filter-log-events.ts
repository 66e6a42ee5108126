import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { compileFilterPattern } from '../filter/filter-pattern.ts';
import { eventId, inOrder } from '../state/lines.ts';
import {
  groupOf,
  groupResource,
  type LogsDependencies,
  linesOf,
  pageOf,
  placeOf,
  streamOf,
  tokenOf,
} from './dependencies.ts';

/** FilterLogEvents: the lines of a group's streams together, by time, that match a pattern and a time range. */
export function filterLogEvents(dependencies: LogsDependencies): Operation<object, object> {
  const { store } = dependencies;
  return operation<FilterLogEventsCommandInput, object>({
    honours: {
      logGroupName: true,
      logGroupIdentifier: true,
      logStreamNames: true,
      logStreamNamePrefix: true,
      startTime: true,
      endTime: true,
      filterPattern: true,
      nextToken: true,
      limit: true,
      interleaved: true,
      unmask: [false],
    },
    resource: groupResource,
    run(input) {
      const { startTime = 0, endTime = Number.POSITIVE_INFINITY, filterPattern = '', limit = 10_000 } = input;
      const group = groupOf(store, input);
      if (input.logStreamNames && input.logStreamNamePrefix) {
        throw new AwsError(
          'InvalidParameterException',
          'logStreamNames and logStreamNamePrefix are mutually exclusive.',
        );
      }
      const pattern = compileFilterPattern(filterPattern);
      const after = placeOf<{ timestamp: number; id: number }>(input.nextToken);
      const { logStreamNamePrefix = '' } = input;
      const names =
        input.logStreamNames?.map((name) => streamOf(group, name).name) ??
        [...group.streams.keys()].filter((name) => name.startsWith(logStreamNamePrefix));
      const found = names
        .flatMap((name) =>
          linesOf(dependencies, group, name)
            .filter(({ timestamp }) => timestamp >= startTime && timestamp <= endTime)
            .filter(({ timestamp, id }) => {
              if (!after) return true;
              return timestamp > after.timestamp || (timestamp === after.timestamp && id > after.id);
            })
            .filter(({ message }) => pattern.matches(message))
            .map((line) => ({ ...line, logStreamName: name })),
        )
        .sort(inOrder);
      const shown = pageOf(found, limit);
      const last = shown.at(-1);
      return {
        events: shown.map(({ id, ...event }) => ({ ...event, eventId: eventId({ id }) })),
        searchedLogStreams: [],
        ...(found.length > shown.length &&
          last && { nextToken: tokenOf({ timestamp: last.timestamp, id: last.id }) }),
      };
    },
  });
}
