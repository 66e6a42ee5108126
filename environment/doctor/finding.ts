import type { RunCommand } from '../compose/run-command.ts';
import type { EngineName } from '../engines/choose-engine.ts';
import type { Settings } from '../settings.ts';

/** What the doctor has found out about one thing. */
export interface Finding {
  group: string;
  /** What was looked at, in a word or two. */
  check: string;
  /** `note` is worth knowing and no trouble; `fail` stops the engine that was chosen from working. */
  status: 'ok' | 'note' | 'warn' | 'fail';
  /** What was found. */
  detail: string;
  /** What to do about it; there is one for each `warn` and `fail`. */
  fix?: string;
}

/** What the doctor looks with. */
export interface Examination {
  settings: Settings;
  /** The engine that `make up` would choose. */
  engine: EngineName;
  env: Readonly<Record<string, string | undefined>>;
  run: RunCommand;
  /** Milliseconds since 1970. */
  now(): number;
}

/** One look at one thing. It changes nothing, takes a few seconds at most, and does not throw. */
export type Check = (examination: Examination) => Promise<Finding[]>;
