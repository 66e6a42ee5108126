import type { DescribeLogStreamsResponse, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { callJson } from './aws.ts';

/** How far before the newest line to look, in milliseconds: further if that was not enough. */
const REACHES = [10_000, 600_000, 36_000_000, Number.POSITIVE_INFINITY];

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message: string;
}

/**
 * The newest lines of a group that have a text, oldest first, at most `most`. FilterLogEvents begins with the oldest, and answers 1 MB at a
 * time: so this begins near the end.
 */
export async function newestLines(group: string, search: string, most: number): Promise<readonly LogLine[]> {
  const { logStreams: [stream] = [] } = await callJson<DescribeLogStreamsResponse>(
    'logs',
    'DescribeLogStreams',
    {
      logGroupName: group,
      orderBy: 'LastEventTime',
      descending: true,
      limit: 1,
    },
  );
  let lines: LogLine[] = [];
  for (const reach of REACHES) {
    lines = await linesSince(group, search, Math.max(0, (stream?.lastEventTimestamp ?? 0) - reach));
    if (lines.length >= most) break;
  }
  return lines.slice(-most);
}

async function linesSince(group: string, search: string, startTime: number): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  do {
    const page: FilterLogEventsResponse = await callJson('logs', 'FilterLogEvents', {
      logGroupName: group,
      startTime,
      ...(search && { filterPattern: `"${search.replaceAll(/["\\]/g, '\\$&')}"` }),
      ...(nextToken && { nextToken }),
    });
    for (const { timestamp = 0, message = '' } of page.events ?? []) lines.push({ at: timestamp, message });
    nextToken = page.nextToken;
  } while (nextToken);
  return lines;
}
