import { createInterface } from 'node:readline/promises';

/** Where the program talks to whoever runs it. */
export interface Terminal {
  /** Results: what may be piped on. */
  out(line: string): void;
  /** What happens meanwhile. */
  note(line: string): void;
  /** Whether somebody can be asked. */
  readonly interactive: boolean;
  /** Asks, and answers whether the person typed exactly `expected`. */
  confirm(question: string, expected: string): Promise<boolean>;
}

/** The terminal or pipes of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    out: (line) => stdout.write(`${line}\n`),
    note: (line) => stderr.write(`${line}\n`),
    interactive: stdin.isTTY === true && stderr.isTTY === true,
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
