import { parseRealism } from '../../emulator/control/realism/realism.ts';
import { startEngine } from '../../emulator/engine.ts';
import { TestClock } from '../../emulator/store/clock.ts';
import type { Clock } from '../reconcile/wait.ts';
import { runAgainst } from '../testing/run-against.ts';
import { contentsOf } from './contents.ts';
import { leapingClock } from './leaping-clock.ts';

/** One API call as the engine recorded it. */
export interface RecordedCall {
  readonly n: number;
  readonly service: string;
  readonly operation: string;
  readonly status: number;
  readonly error: string | null;
  readonly changing: boolean;
}

/** An account that misbehaves as told, whose time passes when the program sleeps. */
export interface DifficultAccount extends AsyncDisposable {
  readonly endpoint: string;
  /** The engine's time, for the program that calls it. */
  readonly clock: Clock;
  /** Milliseconds that have passed by that time. */
  elapsed(): number;
  /** The calls since the last `empty` or `forget`. */
  calls(): Promise<readonly RecordedCall[]>;
  /** Begins a new record. */
  forget(): Promise<void>;
  /** Sets fault rules, instead of those before. */
  spoil(...rules: object[]): Promise<void>;
  /** How many calls the present rules have failed. */
  struck(): Promise<number>;
  /** Everything in the account, once all changes are visible (see `contentsOf`). */
  contents(): Promise<readonly string[]>;
  /** A new account: empty, no rules. */
  empty(): Promise<void>;
}

/** All changes are visible everywhere after this time, in milliseconds. */
const SETTLED = 60_000;

/** Starts an engine with the given `realism` (see `parseRealism`). */
export async function difficultAccount(realism: string): Promise<DifficultAccount> {
  const time = new TestClock();
  const engine = await startEngine({ clock: time, realism: parseRealism(realism) });
  const observer = runAgainst(engine.endpoint);
  const { clients } = observer.run;
  const began = time.now();
  let since = 0;

  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${engine.endpoint}/_gatehouse/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
  const record = () => ask<{ calls: RecordedCall[]; last: number }>('GET', `calls?since=${since}`);

  async function forget(): Promise<void> {
    since = (await record()).last;
  }

  return {
    endpoint: engine.endpoint,
    clock: leapingClock(time),
    elapsed: () => time.now() - began,
    calls: async () => (await record()).calls,
    forget,
    async spoil(...rules) {
      await ask('DELETE', 'faults');
      if (rules.length > 0) await ask('POST', 'faults', rules);
    },
    async struck() {
      const { rules } = await ask<{ rules: { struck: number }[] }>('GET', 'faults');
      return rules.reduce((sum, { struck }) => sum + struck, 0);
    },
    async contents() {
      time.advance(SETTLED);
      return contentsOf(clients);
    },
    async empty() {
      await ask('DELETE', 'faults');
      await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
      await forget();
    },
    async [Symbol.asyncDispose]() {
      observer[Symbol.dispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
}
