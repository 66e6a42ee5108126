import { followFile } from './follow-file.ts';

/** The origin's log, which also says how a hand-over went. */
export interface OriginLog extends AsyncDisposable {
  /** Asks process `pid` to hand over to a new one, and returns that one's id; undefined if it did not start in time. */
  handOver(pid: number): Promise<number | undefined>;
}

/** How long a new process may take to take over, in milliseconds: longer than the old one waits for it. */
const WITHIN = 12_000;

/** Follows the log at `path`. `said` gets each line that is not about a hand-over. */
export async function openOriginLog(path: string, said: (line: string) => void): Promise<OriginLog> {
  let outcome: (successor: number | undefined) => void = () => undefined;
  const file = await followFile(path, (line) => {
    const successor = /^mock-origin: process (\d+) took over from process \d+$/.exec(line)?.[1];
    if (successor !== undefined) outcome(Number(successor));
    else if (/^mock-origin: .* goes on$/.test(line)) outcome(undefined);
    else said(line);
  });
  return {
    handOver(pid) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => outcome(undefined), WITHIN);
        outcome = (successor) => {
          clearTimeout(timer);
          resolve(successor);
        };
        process.kill(pid, 'SIGUSR2');
      });
    },
    [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
  };
}
