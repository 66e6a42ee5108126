import type { TemporaryCredentials } from './authority.ts';

/** A role as STS sees it. */
export interface AssumableRole {
  name: string;
  id: string;
  arn: string;
  /** The trust policy, as JSON text. */
  trust: string;
  /** Seconds. */
  maxSessionDuration: number;
}

/** What temporary credentials stand for: a role's session, or the caller of GetSessionToken. */
export interface NewSession {
  roleName?: string;
  roleId?: string;
  sessionName?: string;
  userName?: string;
  userId?: string;
  /** The policies that limit the session, as JSON texts. */
  policies?: string[];
  tags?: Record<string, string>;
  /** Keys of the tags that the sessions inherit which this one begins. */
  transitive?: string[];
  sourceFunctionArn?: string;
  /** Milliseconds since 1970. */
  expiration: number;
}

/** What STS needs of IAM. */
export interface RoleSessions {
  /** The role of an ARN; undefined where there is none, or none with this path. */
  role(arn: string): AssumableRole | undefined;
  /**
   * The documents that limit a session: the one that is given, and those of the managed policies that are named; undefined where there
   * are none. Throws AwsError `MalformedPolicyDocumentException` and `NoSuchEntityException`.
   */
  policies(document: string | undefined, arns: readonly string[]): string[] | undefined;
  /** Tags of a session by key. Throws AwsError where two have one key in any case, or one has a key of AWS's own. */
  tags(tags: readonly { Key: string | undefined; Value: string | undefined }[]): ReadonlyMap<string, string>;
  issue(session: NewSession): TemporaryCredentials;
}
