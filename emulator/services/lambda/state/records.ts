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
  /** The size of `/tmp`, in MB; 512 by default. */
  ephemeralStorage?: number;
  /** In order: of a file in several, the last one's wins. */
  layers?: AttachedLayer[];
  /** Undefined if none were ever given: then AWS leaves the member out. */
  variables: Record<string, string> | undefined;
  architecture: string;
  /** Where given-up events go. */
  deadLetterArn?: string;
  logging: Logging;
  code: Code;
  /** Changes with every change of code or settings: environments of another revision are outdated. */
  change: string;
  revisionId: string;
  /** Milliseconds since 1970. */
  lastModified: number;
  state: 'Pending' | 'Active';
  lastUpdateStatus: 'InProgress' | 'Successful' | undefined;
}

/** A name for a version. Aliases with weights for two versions are refused. */
export interface Alias {
  name: string;
  version: string;
  description: string;
  revisionId: string;
}

/** How a function's queued events are handled; undefined members have the defaults. */
export interface EventSettings {
  retries: number | undefined;
  maxAgeSeconds: number | undefined;
  /** ARNs of the destinations for successful and for given-up events. */
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
  /** The highest published number; numbers are never reused. */
  published: number;
  aliases: Record<string, Alias>;
  /** By qualifier; `` for the function itself. */
  urls: Record<string, FunctionUrl>;
  /** Reserved concurrency: at most so many simultaneous invocations, kept free of other functions; undefined if there is none. */
  reserved: number | undefined;
  /** By qualifier; `$LATEST` for the function itself. */
  eventSettings: Record<string, EventSettings>;
  tags: Record<string, string>;
  /** By qualifier; `` for the function itself. */
  policies: Record<string, Statement[]>;
}

/** An asynchronous event (InvocationType Event) that is not done yet. */
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
  /** Failed runs of the function; throttled attempts do not count. */
  failures: number;
  /** Attempts that never reached the function. */
  delays: number;
}
