import { cpSync, rmSync } from 'node:fs';
import type { Call } from '../reconcile/calls.ts';
import type { Occurrence } from './mishap.ts';

/** Thrown where the program is killed. */
class Killed extends Error {
  override readonly name = 'Killed';
}

/**
 * Kills a program in this process as SIGKILL would: after the doomed call, nothing else is sent, and nothing that the program writes to its
 * folder counts.
 */
export interface Killer extends Disposable {
  /** To be called before each attempt of a call. Throws Killed once the program is dead. */
  readonly onCall: (call: Call) => void;
  /** From now on, the program dies as it sends this call. */
  doom(occurrence: Occurrence): void;
  /** Restores the folder as it was at the moment of death; returns whether there was one. A new program is alive. */
  bury(): boolean;
}

/** Makes one for the program whose state is in `folder`. */
export function createKiller(folder: string): Killer {
  const kept = `${folder}.kept`;
  let doomed: Occurrence | undefined;
  let seen = 0;
  let dead = false;

  return {
    onCall({ service, operation }) {
      if (dead) throw new Killed(`Killed before ${operation}.`);
      if (service !== doomed?.service || operation !== doomed.operation) return;
      seen += 1;
      if (seen < doomed.nth) return;
      dead = true;
      cpSync(folder, kept, { recursive: true });
    },
    doom(occurrence) {
      doomed = occurrence;
      seen = 0;
    },
    bury() {
      doomed = undefined;
      if (!dead) return false;
      dead = false;
      rmSync(folder, { recursive: true });
      cpSync(kept, folder, { recursive: true });
      rmSync(kept, { recursive: true });
      return true;
    },
    [Symbol.dispose]: () => rmSync(kept, { recursive: true, force: true }),
  };
}
