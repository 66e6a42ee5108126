import { difficultAccount } from '../../provision/proof/account.ts';
import { endure, type Outcome, undisturbed } from '../../provision/proof/convergence.ts';
import { MISHAPS } from '../../provision/proof/mishap.ts';

const KINDS = ['first', 'next', 'missed', 'never'] as const;

/**
 * Calls × mishaps: each API call of an apply and of a destroy in turn is throttled once, fails once with a 500, loses its connection after
 * the effect, or is where the program is killed. `every` 5 takes only each fifth call; `realism` says how difficult the account is (see
 * `parseRealism`). Prints each row at once, and what never converged; returns how many did not.
 */
export async function convergence(realism: string, every: number): Promise<number> {
  await using account = await difficultAccount(realism);
  const usual = await undisturbed(account);
  const share = every === 1 ? 'every call' : `one call in ${every}`;
  console.log(`\n${share} of a run spoilt in turn, REALISM=${realism || 'none'}: how many runs converged`);
  console.log('                   calls  by themselves  by the next  not made  never');
  const never: Outcome[] = [];
  for (const phase of ['apply', 'destroy'] as const) {
    const calls = usual.calls[phase].filter((_, index) => index % every === 0);
    for (const mishap of MISHAPS) {
      const row: Outcome[] = [];
      for (const occurrence of calls) row.push(await endure(account, usual, phase, occurrence, mishap));
      const counts = KINDS.map((kind) => row.filter(({ converged }) => converged === kind).length);
      const widths = [13, 11, 8, 5];
      const cells = counts.map((count, index) => String(count).padStart(widths[index] ?? 0)).join('  ');
      console.log(`  ${phase.padEnd(7)} ${mishap.padEnd(8)} ${String(row.length).padStart(5)}  ${cells}`);
      never.push(...row.filter(({ converged }) => converged === 'never'));
    }
  }
  for (const { phase, mishap, occurrence, told } of never) {
    console.log(`  never: ${phase}, ${mishap} at ${occurrence.operation} ${occurrence.nth}: ${told}`);
  }
  return never.length;
}
