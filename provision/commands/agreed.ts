import { ReaderError } from '../reconcile/reader-error.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Asks before it changes a real account; the answer is the stage's name, because a key pressed by habit is no consent. Throws ReaderError
 * if the person declines, or if there is nobody to ask.
 */
export async function agreed(terminal: Terminal, question: string, stage: string): Promise<void> {
  if (!terminal.interactive) {
    throw new ReaderError('There is no terminal to ask at: run again with --yes. Nothing was changed.');
  }
  if (await terminal.confirm(`${question} Type ${stage} to go ahead:`, stage)) return;
  throw new ReaderError('Not agreed. Nothing was changed.');
}
