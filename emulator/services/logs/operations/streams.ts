import type {
  CreateLogStreamCommandInput,
  DeleteLogStreamCommandInput,
  DescribeLogStreamsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Call, type Operation, operation } from '../../../edge/operation.ts';
import type { LogGroup, LogStream } from '../state/logs-store.ts';
import {
  groupOf,
  groupResource,
  type LogsDependencies,
  linesOf,
  placeOf,
  streamOf,
  tokenOf,
} from './dependencies.ts';

/** The ARN of a stream. */
export function streamArn(group: LogGroup, name: string): string {
  return `${group.arn.replace(/:\*$/, '')}:log-stream:${name}`;
}

/** The resource of a call about a stream. */
export function streamResource(
  input: { logGroupName?: string; logGroupIdentifier?: string; logStreamName?: string },
  call: Call,
): string {
  return `${groupResource(input, call)}${input.logStreamName ?? ''}`;
}

/** CreateLogStream, DescribeLogStreams, DeleteLogStream. */
export function streamOperations(dependencies: LogsDependencies): Record<string, Operation<object, object>> {
  const { store, lines, now } = dependencies;
  return {
    CreateLogStream: operation<CreateLogStreamCommandInput, object>({
      honours: { logGroupName: true, logStreamName: true },
      resource: streamResource,
      run(input) {
        const group = groupOf(store, input);
        const name = input.logStreamName ?? '';
        if (group.streams.has(name)) {
          throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
        }
        const stream: LogStream = { name, arn: streamArn(group, name), creationTime: now() };
        store.commit.putStream({ group: group.name, stream });
        return {};
      },
    }),
    DescribeLogStreams: operation<DescribeLogStreamsCommandInput, object>({
      honours: {
        logGroupName: true,
        logGroupIdentifier: true,
        logStreamNamePrefix: true,
        orderBy: ['LogStreamName', 'LastEventTime'],
        descending: true,
        nextToken: true,
        limit: true,
      },
      resource: groupResource,
      run(input) {
        const { logStreamNamePrefix = '', orderBy = 'LogStreamName', descending = false, limit = 50 } = input;
        const group = groupOf(store, input);
        if (orderBy === 'LastEventTime' && logStreamNamePrefix !== '') {
          throw new AwsError(
            'InvalidParameterException',
            'Cannot order by LastEventTime with a logStreamNamePrefix.',
          );
        }
        const keyOf = ({ name }: LogStream): string | number =>
          orderBy === 'LogStreamName' ? name : (linesOf(dependencies, group, name).at(-1)?.timestamp ?? 0);
        const ordered = [...group.streams.values()]
          .filter(({ name }) => name.startsWith(logStreamNamePrefix))
          .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.name < b.name ? -1 : 1));
        if (descending) ordered.reverse();
        const last = placeOf<string>(input.nextToken);
        const from = last === undefined ? 0 : ordered.findIndex(({ name }) => name === last) + 1;
        const shown = ordered.slice(from, from + limit);
        return {
          logStreams: shown.map((stream) => streamType(stream, linesOf(dependencies, group, stream.name))),
          ...(from + limit < ordered.length && { nextToken: tokenOf(shown.at(-1)?.name) }),
        };
      },
    }),
    DeleteLogStream: operation<DeleteLogStreamCommandInput, object>({
      honours: { logGroupName: true, logStreamName: true },
      resource: streamResource,
      run(input) {
        const group = groupOf(store, input);
        const { name } = streamOf(group, input.logStreamName);
        store.commit.removeStream({ group: group.name, name });
        lines.removeStream(group.name, name);
        return {};
      },
    }),
  };
}

function streamType(
  { name, arn, creationTime }: LogStream,
  lines: readonly { timestamp: number; ingestionTime: number }[],
) {
  return {
    logStreamName: name,
    arn,
    creationTime,
    storedBytes: 0,
    firstEventTimestamp: lines[0]?.timestamp,
    lastEventTimestamp: lines.at(-1)?.timestamp,
    lastIngestionTime: lines.at(-1)?.ingestionTime,
  };
}
