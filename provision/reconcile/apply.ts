import type { Step } from './declare.ts';
import { asOneError, walk } from './graph.ts';
import type { Plan } from './plan.ts';
import { messageOf, ReaderError } from './reader-error.ts';
import type { Run } from './run.ts';

const DOING = { create: 'create', update: 'update', replace: 'replace', delete: 'delete' } as const;

/**
 * Carries out a plan, independent resources at the same time. When one fails, those that need it are not begun, the others
 * are finished, and ReaderError says what failed and what is left; a further run goes on from there. Answers the outputs of
 * each resource by its id.
 */
export async function carryOut(plan: Plan, run: Run): Promise<ReadonlyMap<string, unknown>> {
  run.reads.forget();
  const looks = new Map(plan.entries.map(({ node, look }) => [node.id, look]));
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  const { done, failed, skipped } = await walk<unknown>(
    plan.entries.map(({ node }) => node),
    async (node, given) => {
      const look = looks.get(node.id);
      const step = steps.get(node.id);
      if (!look || !step) throw new Error(`The plan has no step for ${node.id}.`);
      const act = () => (plan.direction === 'up' ? look.carryOut(given, run) : look.remove(run));
      if (step.action === 'none') return act();
      return reported(step, act, run);
    },
  );
  if (failed.size === 0) return done;
  const remaining = skipped.filter((id) => steps.get(id)?.action !== 'none').length;
  const told = [...failed].map(([id, error]) => `${label(steps.get(id))}: ${messageOf(error)}`);
  const rest =
    remaining > 0 ? `\n${remaining} more ${remaining === 1 ? 'step was' : 'steps were'} not begun.` : '';
  throw new ReaderError(
    `${told.join('\n')}${rest}\nWhat was done stays; run the same command again to go on from here.`,
    {
      cause: asOneError(failed),
    },
  );
}

async function reported(step: Step, act: () => Promise<unknown>, run: Run): Promise<unknown> {
  run.progress.started(step.id, label(step));
  try {
    const result = await act();
    run.progress.done(step.id, label(step));
    return result;
  } catch (error) {
    run.progress.failed(step.id, label(step), messageOf(error));
    throw error;
  } finally {
    run.reads.forget();
  }
}

function label(step: Step | undefined): string {
  if (!step || step.action === 'none') return step ? `${step.type} ${step.name}` : 'a resource';
  return `${DOING[step.action]} ${step.type} ${step.name}`;
}
