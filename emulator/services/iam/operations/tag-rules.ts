import type { Tag } from '@aws-sdk/client-iam';
import { AwsError } from '../../../edge/aws-error.ts';

/** Tags of one resource (IAM user guide, "IAM quotas"). */
const MOST = 50;

/** Tags by key: as given, and found ignoring case on roles and users. */
export type TagCase = 'sensitive' | 'insensitive';

/**
 * A resource's tags after adding these. Throws `InvalidInputException` for a duplicate key or one of AWS's own, and
 * `LimitExceededException` for too many.
 */
export function tagged(
  now: ReadonlyMap<string, string>,
  tags: readonly Tag[] | undefined,
  tagCase: TagCase,
): Map<string, string> {
  const same = (key: string) => (tagCase === 'insensitive' ? key.toLowerCase() : key);
  const given = (tags ?? []).map(({ Key = '', Value = '' }): [string, string] => [Key, Value]);
  const keys = given.map(([key]) => same(key));
  // "You cannot use the aws: prefix for your tags" (IAM user guide); the sentence is a guess.
  if (keys.some((key) => /^aws:/i.test(key)))
    throw new AwsError('InvalidInputException', 'Tag keys that begin with aws: are reserved for system use.');
  if (new Set(keys).size < keys.length) {
    const hint = tagCase === 'insensitive' ? ' Please note that Tag keys are case insensitive.' : '';
    throw new AwsError('InvalidInputException', `Duplicate tag keys found.${hint}`);
  }
  const kept = [...now].filter(([key]) => !keys.includes(same(key)));
  if (kept.length + given.length > MOST) {
    throw new AwsError('LimitExceededException', `The number of tags has reached the maximum limit.`);
  }
  return new Map([...kept, ...given]);
}

/** The tags without these keys. */
export function untagged(
  now: ReadonlyMap<string, string>,
  keys: readonly string[] | undefined,
  tagCase: TagCase,
): Map<string, string> {
  const same = (key: string) => (tagCase === 'insensitive' ? key.toLowerCase() : key);
  const gone = new Set((keys ?? []).map(same));
  return new Map([...now].filter(([key]) => !gone.has(same(key))));
}

/** Tags as the API lists them, by key. */
export function tagList(tags: ReadonlyMap<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value })).sort((a, b) => (a.Key < b.Key ? -1 : 1));
}
