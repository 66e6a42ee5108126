import { AwsError } from '../../edge/aws-error.ts';
import type { Call } from '../../edge/operation.ts';
import type { Lines } from '../state/lines.ts';
import type { LogGroup, LogStream, LogsStore } from '../state/logs-store.ts';

/** What the operations of CloudWatch Logs work with. */
export interface LogsDependencies {
  store: LogsStore;
  lines: Lines;
  now(): number;
  /** Tells the rest of the engine of lines that were written. */
  published(group: string, stream: string, lines: readonly { timestamp: number; message: string }[]): void;
}

/** The ARN of a group, as it is shown: with `:*` at its end. */
export function groupArn({ region, accountId }: Pick<Call, 'region' | 'accountId'>, name: string): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}:*`;
}

/** The names by which a call may mean a group. */
export interface NamesGroup {
  logGroupName?: string | undefined;
  logGroupIdentifier?: string | undefined;
  resourceArn?: string | undefined;
}

/** The group's name out of a name or an ARN. */
export function groupName({ logGroupName, logGroupIdentifier, resourceArn }: NamesGroup): string {
  const given = logGroupName ?? logGroupIdentifier ?? resourceArn ?? '';
  return /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)(:\*)?$/.exec(given)?.[1] ?? given;
}

/** What a call about a group needs permission on. */
export function groupResource(input: NamesGroup, call: Call): string {
  return groupArn(call, groupName(input));
}

/** The group, or AWS's error about one that is not there. */
export function groupOf({ state }: LogsStore, input: NamesGroup): LogGroup {
  const group = state.groups.get(groupName(input));
  if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

/** The stream, or AWS's error about one that is not there. */
export function streamOf(group: LogGroup, name = ''): LogStream {
  const stream = group.streams.get(name);
  if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}

/** A place to go on in a list, as the opaque token that AWS gives. */
export function tokenOf(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place a token stands for. Throws AWS's error for a token that is none. */
export function placeOf<T>(token: string | undefined): T | undefined {
  if (token === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as T;
  } catch (cause) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.', { cause });
  }
}
