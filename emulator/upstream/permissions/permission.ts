import type { IncomingMessage } from 'node:http';
import type { OtherService } from '../../models/other-services.ts';

/** What IAM checks for a call. */
export interface Permission {
  readonly action: string;
  /** An ARN, or `*` if the call names no resource or the engine cannot tell which. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** A call that goes upstream, as far as its permissions depend on it. */
export interface CallToPermit {
  readonly service: OtherService;
  /** Undefined if the engine does not know it. */
  readonly operation: string | undefined;
  /** The members of a JSON call, or the form of a query call; empty for others. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly request: Pick<IncomingMessage, 'headers'>;
  readonly query: URLSearchParams;
  /** Bucket and key of a call of S3. */
  readonly object: S3Location | undefined;
  /** What was read of the body; empty if it passes unread. */
  readonly body: string;
  /** The region of the signature. */
  readonly region: string;
  readonly accountId: string;
}

export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}
