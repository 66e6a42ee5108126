import { createInterface } from 'node:readline/promises';

/** Where the program talks to whoever runs it. */
export interface Terminal {
  /** Results: what may be piped on. */
  out(line: string): void;
  /** What happens meanwhile. */
  note(line: string): void;
  /** Whether somebody can be asked. */
  readonly interactive: boolean;
  /** Whether lines can be drawn over. */
  readonly draws: boolean;
  /** Asks, and answers whether the person typed exactly `expected`. */
  confirm(question: string, expected: string): Promise<boolean>;
}

/** The terminal or pipes of this process; `dumb` when the terminal can only go on. */
export function processTerminal(dumb: boolean): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    out: (line) => stdout.write(`${line}\n`),
    note: (line) => stderr.write(`${line}\n`),
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    // The tree is drawn on standard output, which must not be a pipe; a dumb terminal cannot go back up.
    draws: stdout.isTTY === true && stderr.isTTY === true && !dumb,
    async confirm(question, expected) {
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return (await lines.question(`${question} `)).trim() === expected;
      } finally {
        lines.close();
      }
    },
  };
}
