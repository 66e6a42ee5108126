/**
 * One outcome of an invocation, as one line of JSON in the function's log group. Fields are names of people and things, never a credential,
 * and never the event, which may contain one.
 */
export interface LogEntry {
  level: 'info' | 'warn' | 'error';
  message: string;
  /** What happened, from a small fixed set, to filter and count by. */
  outcome: string;
  /** Lambda's id of the invocation. */
  requestId: string;
  username?: string;
  sub?: string;
  /** Details: the trigger's source, the API's request id, an error's name and message. */
  triggerSource?: string;
  apiRequestId?: string;
  errorName?: string;
  errorMessage?: string;
}

/** Stores an entry. */
export type Log = (entry: LogEntry) => void;

/** Writes the entry to the console; Lambda stores the level with the line. Absent fields are left out. */
export function writeLog(entry: LogEntry): void {
  console[entry.level](JSON.stringify(entry));
}

/** Name and message of anything thrown, as fields of an entry. */
export function errorFields(error: unknown): Pick<LogEntry, 'errorName' | 'errorMessage'> {
  if (error instanceof Error) return { errorName: error.name, errorMessage: error.message };
  return { errorName: typeof error, errorMessage: String(error) };
}
