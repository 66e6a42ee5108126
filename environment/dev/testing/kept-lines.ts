import type { Terminal } from '../../terminal.ts';

/** A terminal without colours that keeps printed lines. */
export function keptLines(lines: string[]): Terminal {
  const plain = (text: string) => text;
  return {
    line: (text = '') => void lines.push(...text.split('\n')),
    bold: plain,
    dim: plain,
    good: plain,
    bad: plain,
    tint: plain,
  };
}
