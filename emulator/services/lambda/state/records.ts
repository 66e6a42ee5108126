import type { Code } from './code.ts';
import type { AttachedLayer } from './layer-records.ts';
import type { Statement } from './statement.ts';

export interface Logging {
  format: 'Text' | 'JSON';
  applicationLevel?: string;
  systemLevel?: string;
  group: string;
}

/** The settings of `$LATEST` or of one published version. */
export interface Configuration {
  /** `$LATEST` or a number. */
  version: string;
  description: string;
  role: string;
  handler: string;
  runtime: string;
  /** In seconds. */
  timeout: number;
  /** In MB. */
  memorySize: number;
  /** The size of `/tmp`, in MB; 512 where it was never set. */
  ephemeralStorage?: number;
  /** In their order: of a file that several have, the last one's counts. */
  layers?: AttachedLayer[];
  /** Undefined when none were ever given: AWS leaves the member out then. */
  variables: Record<string, string> | undefined;
  architecture: string;
  /** Where events go that were given up. */
  deadLetterArn?: string;
  logging: Logging;
  code: Code;
  /** Changes with every change of code or settings: environments of another change are of no use any more. */
  change: string;
  revisionId: string;
  /** Milliseconds since 1970. */
  lastModified: number;
  state: 'Pending' | 'Active';
  lastUpdateStatus: 'InProgress' | 'Successful' | undefined;
}

/** A name for a version. Aliases that weigh two versions are not there. */
export interface Alias {
  name: string;
  version: string;
  description: string;
  revisionId: string;
}

/** How events that wait for a function are dealt with; what is undefined is as for every function. */
export interface EventSettings {
  retries: number | undefined;
  maxAgeSeconds: number | undefined;
  /** ARNs of where records of events go that succeeded, and that were given up. */
  onSuccess?: string | undefined;
  onFailure?: string | undefined;
  /** Milliseconds since 1970. */
  lastModified: number;
}

/** Which web pages may call a function URL; the members of CORS's headers. */
export interface UrlCors {
  allowCredentials: boolean;
  allowHeaders: string[];
  allowMethods: string[];
  allowOrigins: string[];
  exposeHeaders: string[];
  /** In seconds. */
  maxAge: number | undefined;
}

export interface FunctionUrl {
  /** The first label of its host. */
  id: string;
  authType: 'NONE' | 'AWS_IAM';
  cors: UrlCors | undefined;
  /** Milliseconds since 1970. */
  created: number;
  modified: number;
}

export interface FunctionRecord {
  name: string;
  latest: Configuration;
  /** What invocations of `$LATEST` run: the last change that has come through; undefined while the function is Pending. */
  settled: Configuration | undefined;
  /** What was published, by its number. */
  versions: Record<string, Configuration>;
  /** The highest number that was ever published; numbers are never used again. */
  published: number;
  aliases: Record<string, Alias>;
  /** By qualifier; `` for the function itself. */
  urls: Record<string, FunctionUrl>;
  /** Reserved concurrency: so many runs at once at most, and kept free of other functions; undefined when there is none. */
  reserved: number | undefined;
  /** By qualifier; `$LATEST` for the function itself. */
  eventSettings: Record<string, EventSettings>;
  tags: Record<string, string>;
  /** By qualifier; `` for the function itself. */
  policies: Record<string, Statement[]>;
}

/** An event that was taken for later (InvocationType Event) and has not been dealt with yet. */
export interface QueuedEvent {
  /** The request's id; every attempt runs under it. */
  id: string;
  /** The ARN that was called, with its qualifier. */
  functionArn: string;
  payload: Uint8Array;
  traceId: string;
  invokedBy: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  /** Runs of the function that failed; throttled attempts do not count. */
  failures: number;
  /** Attempts that never reached the function. */
  delays: number;
}
