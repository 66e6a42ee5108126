import type { RunCommand } from '../compose/run-command.ts';
import type { EngineName } from '../engines/choose-engine.ts';
import type { Settings } from '../settings.ts';

/** One result of the doctor. */
export interface Finding {
  group: string;
  /** Its subject, in a word or two. */
  check: string;
  /** `note` is worth knowing and no problem; `fail` prevents the chosen engine from working. */
  status: 'ok' | 'note' | 'warn' | 'fail';
  /** What was found. */
  detail: string;
  /** What to do about it; there is one for each `warn` and `fail`. */
  fix?: string;
}

/** What the doctor works with. */
export interface Examination {
  settings: Settings;
  /** The engine that `make up` would choose. */
  engine: EngineName;
  env: Readonly<Record<string, string | undefined>>;
  run: RunCommand;
  /** Milliseconds since 1970. */
  now(): number;
}

/** One check. It changes nothing, takes a few seconds at most, and does not throw. */
export type Check = (examination: Examination) => Promise<Finding[]>;
