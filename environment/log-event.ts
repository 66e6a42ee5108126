import type { Terminal } from './terminal.ts';

/** A line of a function's log. */
export interface LogEvent {
  /** Milliseconds since 1970. */
  at: number;
  group: string;
  message: string;
}

/** Prints a line with its time and its function. */
export function printLogEvent(terminal: Terminal, { at, group, message }: LogEvent): void {
  const time = new Date(at).toISOString().slice(11, 23);
  terminal.line(`${terminal.dim(time)} ${group.slice(group.lastIndexOf('/') + 1)}  ${message.trimEnd()}`);
}
