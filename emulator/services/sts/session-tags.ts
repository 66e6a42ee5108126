import { AwsError } from '../../edge/aws-error.ts';
import type { RoleSessions } from '../../edge/interfaces/role-sessions.ts';
import type { Principal } from '../../edge/principal.ts';

interface Wish {
  Tags?: readonly { Key: string | undefined; Value: string | undefined }[] | undefined;
  TransitiveTagKeys?: readonly string[] | undefined;
}

/**
 * The tags of a session: the call's, and the transitive ones of the caller's own session, which cannot be overridden ("Chaining roles with
 * session tags", IAM user guide). Keys ignore case. Throws AwsError `InvalidParameterValue` with AWS's recorded texts.
 */
export function sessionTags(
  sessions: Pick<RoleSessions, 'tags'>,
  caller: Principal | undefined,
  { Tags = [], TransitiveTagKeys = [] }: Wish,
): { tags?: Record<string, string>; transitive?: string[] } {
  const given = checked(sessions, Tags);
  const inherited = Object.entries(caller?.session?.tags ?? {}).filter(([key]) =>
    caller?.session?.transitive?.some(same(key)),
  );
  if (inherited.some(([key]) => [...given.keys()].some(same(key)))) {
    throw invalid(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  if (!TransitiveTagKeys.every((key) => [...given.keys()].some(same(key))))
    throw invalid('The specified transitive tag key must be included in the requested tags.');
  const tags = Object.fromEntries([...inherited, ...given]);
  const transitive = [...inherited.map(([key]) => key), ...TransitiveTagKeys];
  return {
    ...(Object.keys(tags).length > 0 && { tags }),
    ...(transitive.length > 0 && { transitive }),
  };
}

function same(key: string): (other: string) => boolean {
  return (other) => other.toLowerCase() === key.toLowerCase();
}

function checked(sessions: Pick<RoleSessions, 'tags'>, tags: NonNullable<Wish['Tags']>) {
  try {
    return sessions.tags(tags);
  } catch (error) {
    // STS's code differs from IAM's.
    if (error instanceof AwsError) throw invalid(error.message);
    throw error;
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message, { status: 400 });
}
