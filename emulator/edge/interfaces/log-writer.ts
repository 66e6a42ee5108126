/** What another service of the engine needs of CloudWatch Logs: to write lines without being an API client. */
export interface LogWriter {
  /**
   * Appends lines to a stream, in order, making group and stream when they are missing and `createGroup` says that the writer may (the
   * role of the function decides that on AWS); a function is asked only when it comes to that. Never throws: a line that cannot be
   * written is dropped, as on AWS.
   */
  write(target: LogDestination, lines: readonly LogLine[], cause?: LogCause): void;
}

/** What caused lines, for who follows events; it is not kept. */
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
