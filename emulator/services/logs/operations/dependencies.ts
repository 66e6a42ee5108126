import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import type { Lines, StoredLine } from '../state/lines.ts';
import type { LogGroup, LogStream, LogsStore } from '../state/logs-store.ts';
import type { Subscriptions } from '../subscriptions.ts';

/** What the operations of CloudWatch Logs work with. */
export interface LogsDependencies {
  store: LogsStore;
  lines: Lines;
  now(): number;
  subscriptions: Pick<Subscriptions, 'checkMayDeliver' | 'deliver'>;
  /** Tells the rest of the engine about written lines. */
  published(group: string, stream: string, lines: readonly { timestamp: number; message: string }[]): void;
}

export const DAY = 24 * 60 * 60 * 1000;
/** The largest page of events, in bytes (API reference, GetLogEvents). */
const PAGE_BYTES = 1024 * 1024;

/** A group's ARN in answers: with `:*` at its end. */
export function groupArn({ region, accountId }: Pick<Call, 'region' | 'accountId'>, name: string): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}:*`;
}

/** The parameters that may name a group. */
export interface NamesGroup {
  logGroupName?: string | undefined;
  logGroupIdentifier?: string | undefined;
  resourceArn?: string | undefined;
}

/** The group's name from a name or an ARN. */
export function groupName({ logGroupName, logGroupIdentifier, resourceArn }: NamesGroup): string {
  const given = logGroupName ?? logGroupIdentifier ?? resourceArn ?? '';
  return /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)(:\*)?$/.exec(given)?.[1] ?? given;
}

/** The resource of a call about a group, as CloudWatch's denials name it: all its streams. */
export function groupResource(input: NamesGroup, call: Pick<Call, 'region' | 'accountId'>): string {
  return groupArn(call, groupName(input)).replace(/\*$/, 'log-stream:');
}

/** The resource of a call about a group's tags: the group itself. */
export function tagResource(input: NamesGroup, call: Pick<Call, 'region' | 'accountId'>): string {
  return groupArn(call, groupName(input)).replace(/:\*$/, '');
}

/** The group, or AWS's error about an unknown one, or one named twice. */
export function groupOf({ state }: LogsStore, input: NamesGroup): LogGroup {
  if (input.logGroupName !== undefined && input.logGroupIdentifier !== undefined) {
    throw new AwsError(
      'ValidationException',
      'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    );
  }
  const group = state.groups.get(groupName(input));
  if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

/** The stream, or AWS's error about an unknown one. */
export function streamOf(group: LogGroup, name = ''): LogStream {
  const stream = group.streams.get(name);
  if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}

/** A stream's lines within the group's retention. */
export function linesOf(
  { lines, now }: Pick<LogsDependencies, 'lines' | 'now'>,
  { name, retentionInDays }: LogGroup,
  stream: string,
): readonly StoredLine[] {
  const all = lines.of(name, stream);
  const oldest = retentionInDays === undefined ? 0 : now() - retentionInDays * DAY;
  return (all[0]?.timestamp ?? oldest) >= oldest ? all : all.filter(({ timestamp }) => timestamp >= oldest);
}

/** As many of these lines, from the first, as fit into one answer; at least one. */
export function pageOf<T extends { message: string }>(lines: readonly T[], limit: number): T[] {
  let size = 0;
  const shown: T[] = [];
  for (const line of lines) {
    size += Buffer.byteLength(line.message);
    if (shown.length >= limit || (size > PAGE_BYTES && shown.length > 0)) break;
    shown.push(line);
  }
  return shown;
}

/** A place in a list, as AWS's opaque token. */
export function tokenOf(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place of a token. Throws AWS's error for an invalid one. */
export function placeOf<T>(token: string | undefined): T | undefined {
  if (token === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as T;
  } catch (cause) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.', { cause });
  }
}
