/**
 * One outcome of an invocation, as one line of JSON in the function's log group. Fields are names of people and
 * things, never a credential and never the event, which may hold one.
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
  /** Where more is known: the trigger's source, the API's id of its request, an error's name and message. */
  triggerSource?: string;
  apiRequestId?: string;
  errorName?: string;
  errorMessage?: string;
}

/** Takes an entry to where it is kept. */
export type Log = (entry: LogEntry) => void;

/** Writes the entry to the console, whose level Lambda keeps beside the line. Absent fields are left out. */
export function writeLog(entry: LogEntry): void {
  console[entry.level](JSON.stringify(entry));
}

/** Name and message of whatever was thrown, as fields of an entry. */
export function errorFields(error: unknown): Pick<LogEntry, 'errorName' | 'errorMessage'> {
  if (error instanceof Error) return { errorName: error.name, errorMessage: error.message };
  return { errorName: typeof error, errorMessage: String(error) };
}
