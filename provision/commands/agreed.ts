import { ReaderError } from '../reconcile/reader-error.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Asks before a real account is changed; the answer is the stage's name, since a key pressed by habit is no consent.
 * Throws ReaderError when it is refused, or when there is nobody to ask.
 */
export async function agreed(terminal: Terminal, question: string, stage: string): Promise<void> {
  if (!terminal.interactive) {
    throw new ReaderError('There is no terminal to ask at: run again with --yes. Nothing was changed.');
  }
  if (await terminal.confirm(`${question} Type ${stage} to go ahead:`, stage)) return;
  throw new ReaderError('Not agreed. Nothing was changed.');
}
