import { createInterface } from 'node:readline/promises';

/** The program's input and output. */
export interface Terminal {
  /** Results, which may be piped. */
  out(line: string): void;
  /** Messages in the meantime. */
  note(line: string): void;
  /** Whether there is somebody to ask. */
  readonly interactive: boolean;
  /** Whether lines can be redrawn. */
  readonly draws: boolean;
  /** Asks, and returns whether the person typed exactly `expected`. */
  confirm(question: string, expected: string): Promise<boolean>;
}

/** The terminal or pipes of this process; `dumb` if the terminal can only append. */
export function processTerminal(dumb: boolean): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    out: (line) => stdout.write(`${line}\n`),
    note: (line) => stderr.write(`${line}\n`),
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    // The tree goes to standard output, which must not be a pipe; a dumb terminal cannot move up.
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
