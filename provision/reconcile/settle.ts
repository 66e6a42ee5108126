import type { Step } from './declare.ts';
import type { Plan } from './plan.ts';
import { messageOf } from './reader-error.ts';
import { hasChanges } from './render.ts';
import type { Run } from './run.ts';
import { waitFor } from './wait.ts';

/** IAM and the lists of other services show a change some seconds later. */
const PATIENCE = 60_000;

/**
 * Looks at the account again until there is nothing left to do: changes must be visible before a run may say that it is done, and before
 * the next one plans. Throws ReaderError with what still differs after a minute.
 */
export async function untilSettled(plan: () => Promise<Plan>, run: Run): Promise<void> {
  await waitFor(
    {
      what: 'the account to show what was done',
      look: async () => {
        run.reads.forget();
        const seen = await plan().catch(messageOf);
        if (typeof seen === 'string') return { state: seen };
        if (!hasChanges(seen)) return { ready: true };
        const open = seen.steps.filter(({ action }) => action !== 'none');
        return { state: open.map(inWords).join(', ') };
      },
      patience: PATIENCE,
      interval: 2_000,
      advice: 'What was done stays; run plan to see what differs.',
    },
    run,
  );
}

function inWords({ action, type, name, changes }: Step): string {
  const fields = action === 'update' ? ` (${changes.map(({ field }) => field).join(', ')})` : '';
  return `${action} ${type} ${name}${fields}`;
}
