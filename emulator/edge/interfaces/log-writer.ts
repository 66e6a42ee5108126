/** What another service of the engine needs of CloudWatch Logs: to write lines without being an API client. */
export interface LogWriter {
  /**
   * Appends lines to a stream, in order. Creates group and stream if they are missing and `createGroup` says that the writer may (on AWS
   * the function's role decides that); a function is called only if needed. Never throws: a line that cannot be written is dropped, as on
   * AWS.
   */
  write(target: LogDestination, lines: readonly LogLine[], cause?: LogCause): void;
}

/** What caused lines, for events; it is not stored. */
export interface LogCause {
  requestId: string;
  traceId: string;
}

export interface LogDestination {
  group: string;
  stream: string;
  createGroup: boolean | (() => boolean);
}

export interface LogLine {
  /** Milliseconds since 1970. */
  timestamp: number;
  message: string;
}
