import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { strToU8, zipSync } from 'fflate';
import { type Config, readConfig } from '../config.ts';
import type { Outputs } from '../outputs.ts';
import type { Call } from '../reconcile/calls.ts';
import type { Plan } from '../reconcile/plan.ts';
import { silence } from '../reconcile/progress.ts';
import type { Clock } from '../reconcile/wait.ts';
import type { Bundle } from '../resources/function.ts';
import { openSession, type Session } from '../session.ts';

/** A stack in an account, driven as the commands drive it, without a terminal. */
export interface StackUnderTest {
  readonly config: Config;
  /** Every attempt of a call so far; a test may empty it. */
  readonly calls: Call[];
  plan(options?: { adopt?: boolean }): Promise<Plan>;
  apply(options?: { adopt?: boolean }): Promise<Outputs>;
  planDestroy(): Promise<Plan>;
  destroy(): Promise<void>;
  /** Kills the program when it is about to send call number `nth` (from 1): nothing is sent from then on. */
  killAt(nth: number): void;
  /** Kills the program right after it sent the operation, whose answer it still gets. */
  killAfter(operation: string): void;
  /** The function's code from now on. */
  changeCode(text: string): void;
}

/** Thrown where the program is killed. */
class Killed extends Error {
  override readonly name = 'Killed';
}

/**
 * Time that passes two hundred times as fast, so that minutes of waiting are over in a second, and what really takes milliseconds still has
 * them.
 */
export function hurriedClock(): Clock {
  let ahead = 0;
  return {
    now: () => performance.now() + ahead,
    async sleep(milliseconds) {
      await delay(Math.ceil(milliseconds / 200));
      ahead += milliseconds;
    },
  };
}

/**
 * A stack in the account at `endpoint`, with its state in `stateDir`; as the account's root, or with the given credentials. `onCall` hears
 * of each attempt of a call; if it throws, the attempt is not sent.
 */
export function stackUnderTest(
  endpoint: string,
  stateDir: string,
  env: Record<string, string> = {},
  given: {
    credentials?: NonNullable<Config['credentials']>;
    clock?: Clock;
    onCall?: (call: Call) => void;
  } = {},
): StackUnderTest {
  const { credentials, clock = hurriedClock(), onCall } = given;
  const read = readConfig(
    { AWS_ENDPOINT_URL: endpoint, STATE_DIR: stateDir, ORIGIN_SECRET: 'secret-of-the-test', ...env },
    stateDir,
  );
  const config = credentials ? { ...read, credentials } : read;
  const calls: Call[] = [];
  let code = 'export const handler = () => undefined;';
  let killedAt = Number.POSITIVE_INFINITY;
  let sent = 0;
  let lastOperation = '';

  const open = (adopt = false): Promise<Session> =>
    openSession(config, {
      progress: silence,
      clock,
      random: () => 0.5,
      adopt,
      bundle: () => Promise.resolve(bundleOf(code)),
      onCall(call) {
        sent += 1;
        onCall?.(call);
        if (sent >= killedAt) throw new Killed(`Killed at ${call.operation}.`);
        calls.push(call);
        if (call.operation === lastOperation) killedAt = sent + 1;
      },
    });

  return {
    config,
    calls,
    async plan({ adopt } = {}) {
      using session = await open(adopt);
      return await session.plan();
    },
    async apply({ adopt } = {}) {
      using session = await open(adopt);
      return await session.apply(await session.plan());
    },
    async planDestroy() {
      using session = await open();
      return await session.planDestroy();
    },
    async destroy() {
      using session = await open();
      await session.destroy(await session.planDestroy());
    },
    killAt(nth) {
      sent = 0;
      killedAt = nth;
      lastOperation = '';
    },
    killAfter(operation) {
      lastOperation = operation;
    },
    changeCode(text) {
      code = text;
    },
  };
}

function bundleOf(code: string): Bundle {
  const zip = zipSync({ 'index.mjs': [strToU8(code), { mtime: new Date(1980, 0, 2) }] });
  return { zip, codeSha256: createHash('sha256').update(zip).digest('base64') };
}
