/** The caller, as AWS knows it once the signature is checked. */
export interface Principal {
  kind: 'root' | 'user' | 'assumed-role' | 'service';
  accountId: string;
  /** `arn:aws:iam::…:root`, `arn:aws:iam::…:user/x`, `arn:aws:sts::…:assumed-role/r/s`; for a service its name (`lambda.amazonaws.com`). */
  arn: string;
  /** What GetCallerIdentity shows as `UserId`. */
  userId: string;
  accessKeyId?: string;
  /** The role behind an assumed-role session. */
  roleArn?: string;
  /** Set for temporary credentials. */
  session?: {
    /** When they were issued, in milliseconds since 1970. */
    issuedAt: number;
    /** The policies that were given with AssumeRole and limit this session, as JSON texts. */
    policies?: readonly string[];
    /** The tags that were given with AssumeRole. */
    tags?: Readonly<Record<string, string>>;
    /** Keys of those tags that later sessions inherit. */
    transitive?: readonly string[];
    /** The function that holds the credentials. */
    sourceFunctionArn?: string;
  };
}
