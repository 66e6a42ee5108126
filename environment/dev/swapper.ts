import { type BuildFailure, formatMessages } from 'esbuild';
import { messageOf } from '../../provision/reconcile/reader-error.ts';
import type { Terminal } from '../terminal.ts';
import type { Part, Swap } from './part.ts';
import type { Change } from './watch-folders.ts';

/** Swaps code when it is saved, one swap of a part at a time, and prints each result in a line. */
export interface Swapper {
  changed(change: Change): void;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
  /** The parts that run older code than the last save. */
  behind(): readonly string[];
}

/**
 * Makes the swapper of some parts. First it checks whether all of them run the present sources. When `signal` is aborted it starts nothing
 * more, and keeps silent about a running swap, which the same Ctrl-C may have broken.
 */
export function createSwapper(parts: readonly Part[], terminal: Terminal, signal: AbortSignal): Swapper {
  const waiting = new Map<Part, number>(parts.map((part) => [part, performance.now()]));
  const working = new Map<Part, Promise<void>>();
  const behind = new Set<string>();
  const width = Math.max(...parts.map(({ name }) => name.length));

  function tell({ name }: Part, text: string): void {
    terminal.line(`  ${terminal.bold(name.padEnd(width))}  ${text}`);
  }

  async function work(part: Part, first: boolean): Promise<void> {
    for (let savedAt = waiting.get(part); savedAt !== undefined; savedAt = waiting.get(part)) {
      if (signal.aborted) {
        behind.add(part.name);
        break;
      }
      waiting.delete(part);
      try {
        const swap = await part.swap(savedAt);
        behind.delete(part.name);
        if (signal.aborted) break;
        if (swap.outcome !== 'same' || !first) tell(part, described(swap, terminal));
      } catch (error) {
        behind.add(part.name);
        if (signal.aborted) break;
        for (const text of await reasons(error)) terminal.line(terminal.bad(text));
        tell(part, `${terminal.bad('not swapped')}: the code before goes on`);
      }
      first = false;
    }
    working.delete(part);
  }

  function start(first: boolean): void {
    for (const part of waiting.keys()) if (!working.has(part)) working.set(part, work(part, first));
  }

  start(true);
  return {
    changed({ paths, savedAt }) {
      for (const part of parts) {
        if ([...paths].some((path) => part.concerns(path)))
          waiting.set(part, Math.min(savedAt, waiting.get(part) ?? savedAt));
      }
      start(false);
    },
    async idle() {
      while (working.size > 0) await Promise.all(working.values());
    },
    behind: () => [...behind],
  };
}

function described(swap: Swap, terminal: Terminal): string {
  if (swap.outcome === 'same') return terminal.dim('saved: the code is the same');
  if (swap.outcome === 'failing')
    return `saved → new code is in place, ${terminal.bad('and fails')}: ${swap.failure}`;
  const ms = (time: number) => `${Math.round(time)} ms`;
  const steps = swap.steps.map(([what, time]) => `${what} ${ms(time)}`).join(', ');
  return `saved → first answer by new code ${terminal.good(ms(swap.firstAnswerMs))} ${terminal.dim(`(${steps})`)}`;
}

/** What went wrong: for sources that cannot be bundled, each place with file and line. */
async function reasons(error: unknown): Promise<string[]> {
  if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) {
    const texts = await formatMessages((error as BuildFailure).errors, { kind: 'error', color: false });
    return texts.map((text) => text.trimEnd());
  }
  return [`  ${messageOf(error)}`];
}
