import type { LogCause, LogWriter } from '../../../edge/interfaces/log-writer.ts';
import type { Clock } from '../../../store/clock.ts';
import { limits } from '../limits.ts';
import type { FunctionProcess } from './function-process.ts';
import type { Invocation } from './invocation.ts';
import { readFrames, readLines } from './log-output.ts';

/** Where an environment may write: what its role's policies allow, checked once when it starts. */
export interface LogTarget {
  group: string;
  stream: string;
  /** `logs:CreateLogGroup`, checked when the group is missing. */
  createGroup(): boolean;
  /** `logs:CreateLogStream` and `logs:PutLogEvents`; if denied, lines are dropped, as on AWS. */
  write: boolean;
}

/** One environment's log: its process's output and the platform's lines, in order. */
export interface EnvironmentLog {
  write(...messages: string[]): void;
  /** Later lines belong to this invocation; starts the tail for LogType Tail. */
  beginRun(run: Pick<Invocation, 'requestId' | 'traceId'>): void;
  /** The last 4 KB since `beginRun`. */
  tail(): string;
  /** Reads the process's output until now, including an unfinished line. */
  drained(): Promise<void>;
}

/** Connects a process to its log stream. */
export function openLog(
  process: FunctionProcess,
  target: LogTarget,
  { clock, logs }: { clock: Pick<Clock, 'now'>; logs: LogWriter },
): EnvironmentLog {
  let tail: string[] = [];
  let tailLength = 0;
  let cause: LogCause | undefined;
  const write = (...messages: string[]) => {
    const timestamp = clock.now();
    for (const message of messages) {
      tail.push(message);
      tailLength += message.length;
      while (tail.length > 1 && tailLength - (tail[0]?.length ?? 0) > limits.logTailBytes) {
        tailLength -= tail.shift()?.length ?? 0;
      }
    }
    if (target.write && messages.length > 0)
      logs.write(
        target,
        messages.map((message) => ({ timestamp, message })),
        cause,
      );
  };
  const writeOutput = (line: string) => {
    if (!process.isPlatforms?.(line)) write(line);
  };
  const flushes = [readLines(process.stdout, write), readLines(process.stderr, writeOutput)];
  readFrames(process.frames, write);
  return {
    write,
    beginRun({ requestId, traceId }) {
      tail = [];
      tailLength = 0;
      // The part of the tracing header that all effects of one request share.
      cause = { requestId, traceId: traceId.split(';', 1)[0] ?? traceId };
    },
    tail: () => Buffer.from(tail.join('')).subarray(-limits.logTailBytes).toString('utf8'),
    drained: () =>
      // What the process wrote before it asked for the next invocation is in its pipes by then: one turn of the event loop reads it.
      new Promise((resolve) => {
        setImmediate(() => {
          for (const flush of flushes) flush();
          resolve();
        });
      }),
  };
}
