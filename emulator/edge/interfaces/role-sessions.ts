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

/** The owner of temporary credentials: a role's session, or the caller of GetSessionToken. */
export interface NewSession {
  roleName?: string;
  roleId?: string;
  sessionName?: string;
  userName?: string;
  userId?: string;
  /** The policies that limit the session, as JSON texts. */
  policies?: string[];
  tags?: Record<string, string>;
  /** Keys of the tags that sessions inherit from this one. */
  transitive?: string[];
  sourceFunctionArn?: string;
  /** Milliseconds since 1970. */
  expiration: number;
}

/** What STS needs of IAM. */
export interface RoleSessions {
  /** The role of an ARN; undefined if there is none, or none with this path. */
  role(arn: string): AssumableRole | undefined;
  /**
   * The documents that limit a session: the given one, and the named managed policies'; undefined if there are none. Throws AwsError
   * `MalformedPolicyDocumentException` and `NoSuchEntityException`.
   */
  policies(document: string | undefined, arns: readonly string[]): string[] | undefined;
  /** Tags of a session by key. Throws AwsError if two keys differ only in case, or one is AWS's own. */
  tags(tags: readonly { Key: string | undefined; Value: string | undefined }[]): ReadonlyMap<string, string>;
  issue(session: NewSession): TemporaryCredentials;
}
