import type { Caller } from './caller.ts';
import type { Scene } from './scene.ts';

/** One of the clients that send at once. What it makes has its number in its name, so that clients never disturb each other. */
export interface Client {
  readonly number: number;
  readonly caller: Caller;
  readonly scene: Scene;
  /** A whole number from 0 up to, and without, `below`: the same ones in each run. */
  pick(below: number): number;
}

/** A few requests of one client that belong together. Rejects with WrongAnswer when one is answered otherwise than on AWS. */
export interface Act {
  readonly name: string;
  /** How often, beside the others. */
  readonly share: number;
  run(): Promise<void>;
}
