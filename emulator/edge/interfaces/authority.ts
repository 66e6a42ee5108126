import type { Decision } from '../policy/evaluate.ts';
import type { Principal } from '../principal.ts';

/** A request for a signature check. */
export interface SignedRequest {
  method: string;
  /** Path and query as the client sent them. */
  url: string;
  /** Lower-case names; repeated headers joined as Node.js joins them. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Undefined for one that is passed on unread: then the request's own claim counts. */
  body: Uint8Array | undefined;
  /** The signing name of the called service. */
  service: string;
}

export interface TemporaryCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Milliseconds since 1970. */
  expiration: number;
}

export interface AuthorizationRequest {
  principal: Principal;
  /** `dynamodb:GetItem`. */
  action: string;
  resource: string;
  /** Condition keys and their values, `aws:SourceArn` and the like. */
  context?: Readonly<Record<string, string | readonly string[]>>;
  /** The policy of the resource, as JSON text, where it has one. */
  resourcePolicy?: string | undefined;
  /** The trace of the request that needs the permission, for the record. */
  traceId?: string | undefined;
}

/** What the rest of the engine needs of IAM and STS: the caller, permissions, and credentials for functions. */
export interface Authority {
  /** Checks the signature (SigV4, header or presigned) and returns the caller. Throws AwsError with AWS's code and text. */
  authenticate(request: SignedRequest): Principal;
  /** What the policies say about a caller's action: the caller's own, and the resource's if given. Leaves no record. */
  decide(request: AuthorizationRequest): Decision;
  /**
   * Throws AwsError `AccessDeniedException` with AWS's text if the policies do not allow the action. If the engine only audits, it allows.
   * Either way it publishes a `permission` event.
   */
  authorize(request: AuthorizationRequest): void;
  /** Credentials of a session of the role, as Lambda gets them for a function. */
  assumeForService(request: {
    roleArn: string;
    sessionName: string;
    durationSeconds: number;
    /** The function that will call with them: `lambda:SourceFunctionArn` in its requests. */
    sourceFunctionArn?: string;
  }): TemporaryCredentials;
  /**
   * True if the role exists and its trust policy lets the service assume it, on behalf of this account and, if given, of the resource
   * `sourceArn`.
   */
  isAssumableBy(roleArn: string, servicePrincipal: string, sourceArn?: string): boolean;
  /** Whether a resource policy may name a principal; `kind` is its member of `Principal`. */
  principalExists(kind: string, name: string): boolean;
  /**
   * Whether a resource policy (of a function) lets a principal do something, with the conditions evaluated in `context`: explicit Deny
   * wins, then Allow, else implicit deny.
   */
  evaluateResourcePolicy(policy: string, request: AuthorizationRequest): Decision;
}
