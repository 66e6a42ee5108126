import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../reconcile/calls.ts';
import { messageOf } from '../reconcile/reader-error.ts';
import { hasChanges, renderPlan } from '../reconcile/render.ts';
import { type StackUnderTest, stackUnderTest } from '../testing/stack-under-test.ts';
import type { DifficultAccount } from './account.ts';
import { createKiller } from './killer.ts';
import { type Mishap, type Occurrence, occurrencesOf, ruleFor } from './mishap.ts';

export type Phase = 'apply' | 'destroy';

/** The result of a run with one mishap. */
export interface Outcome {
  readonly phase: Phase;
  readonly occurrence: Occurrence;
  readonly mishap: Mishap;
  /**
   * `first`: the run itself did everything. `next`: the following run did. `never`: neither, or the result differs from an undisturbed
   * run's. `missed`: the run did not make that call this time.
   */
  readonly converged: 'first' | 'next' | 'never' | 'missed';
  /** Why never, or why not at first. */
  readonly told: string;
}

/** What an undisturbed apply and destroy do in an account. */
export interface Undisturbed {
  readonly calls: Readonly<Record<Phase, readonly Occurrence[]>>;
  /** What the account contains after each. */
  readonly contents: Readonly<Record<Phase, readonly string[]>>;
}

/** Applies and destroys once, and reports the calls and the contents. Leaves the account empty. */
export async function undisturbed(account: DifficultAccount): Promise<Undisturbed> {
  return inFolder(async (folder) => {
    const stack = programIn(account, folder);
    await account.empty();
    await stack.apply();
    const applying = occurrencesOf(await account.calls());
    const applied = await account.contents();
    await account.forget();
    await stack.destroy();
    const destroying = occurrencesOf(await account.calls());
    return {
      calls: { apply: applying, destroy: destroying },
      contents: { apply: applied, destroy: await account.contents() },
    };
  });
}

/**
 * Applies to an empty account, or destroys what was applied, with one mishap at one call; then once more, undisturbed, if that failed.
 * Leaves the account empty.
 */
export async function endure(
  account: DifficultAccount,
  usual: Undisturbed,
  phase: Phase,
  occurrence: Occurrence,
  mishap: Mishap,
): Promise<Outcome> {
  return inFolder(async (folder) => {
    await account.empty();
    using killer = createKiller(folder);
    const stack = programIn(account, folder, killer.onCall);
    const run = () => (phase === 'apply' ? stack.apply() : stack.destroy());
    if (phase === 'destroy') await stack.apply();

    const rule = ruleFor(mishap, occurrence);
    await account.spoil(...(rule ? [rule] : []));
    if (!rule) killer.doom(occurrence);
    const first = await run().then(() => undefined, messageOf);
    const struck = rule ? (await account.struck()) > 0 : killer.bury();
    await account.spoil();

    const answer = (converged: Outcome['converged'], told = ''): Outcome => ({
      phase,
      occurrence,
      mishap,
      converged,
      told,
    });
    try {
      if (first !== undefined) await run();
      const wrong = await whatIsWrong(account, stack, usual, phase);
      if (wrong) return answer('never', wrong);
    } catch (error) {
      return answer('never', `${first ?? ''} → ${messageOf(error)}`);
    }
    if (!struck) return answer('missed');
    return first === undefined ? answer('first') : answer('next', first);
  });
}

async function whatIsWrong(
  account: DifficultAccount,
  stack: StackUnderTest,
  usual: Undisturbed,
  phase: Phase,
): Promise<string> {
  await account.forget();
  const plan = await (phase === 'apply' ? stack.plan() : stack.planDestroy());
  if (hasChanges(plan)) return `left to do: ${renderPlan(plan).join(' | ')}`;
  const changing = (await account.calls()).filter((call) => call.changing);
  if (changing.length > 0) return `a plan sent ${changing.map(({ operation }) => operation).join(', ')}`;
  const contents = await account.contents();
  if (isDeepStrictEqual(contents, usual.contents[phase])) return '';
  const surplus = without(contents, usual.contents[phase]);
  const missing = without(usual.contents[phase], contents);
  return `too much: ${surplus.join(', ') || 'nothing'}; missing: ${missing.join(', ') || 'nothing'}`;
}

/** What one list has and the other lacks, or has less often. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function programIn(account: DifficultAccount, folder: string, onCall?: (call: Call) => void): StackUnderTest {
  // Everything that a stack can have: both kinds of API, a usage plan, the secret for digests.
  const env = { API: 'both', QUOTA: '9', CREDENTIAL_STORAGE: 'hashed' };
  return stackUnderTest(account.endpoint, folder, env, { clock: account.clock, onCall });
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
