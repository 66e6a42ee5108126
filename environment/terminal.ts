/** Where a command writes; colour only on a terminal that wants it (https://no-color.org). */
export interface Terminal {
  line(text?: string): void;
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  /** In one of six colours without meaning, to distinguish sources; any whole number chooses. */
  tint(text: string, which: number): string;
}

const TINTS = [36, 35, 33, 34, 96, 95];

/** A terminal on standard output. */
export function createTerminal(env: Readonly<Record<string, string | undefined>>): Terminal {
  const colour = process.stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const paint = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    line: (text = '') => void process.stdout.write(`${text}\n`),
    bold: paint(1),
    dim: paint(2),
    good: paint(32),
    bad: paint(31),
    tint: (text, which) => paint(TINTS[which % TINTS.length] ?? 0)(text),
  };
}
