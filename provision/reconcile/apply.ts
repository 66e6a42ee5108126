import type { Step } from './declare.ts';
import { asOneError, walk } from './graph.ts';
import type { Plan } from './plan.ts';
import type { Task } from './progress.ts';
import { messageOf, ReaderError } from './reader-error.ts';
import type { Run } from './run.ts';

/**
 * Carries out a plan, independent resources at the same time. If one fails, it does not start those that need it, finishes the others, and
 * throws a ReaderError that says what failed and what is left; a further run continues from there. Returns the outputs of each resource by
 * its id.
 */
export async function carryOut(plan: Plan, run: Run): Promise<ReadonlyMap<string, unknown>> {
  run.reads.forget();
  const looks = new Map(plan.entries.map(({ node, look }) => [node.id, look]));
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  run.progress.begin(plan.steps.filter(({ action }) => action !== 'none').map(taskOf));
  const { done, failed, skipped } = await walk<unknown>(
    plan.entries.map(({ node }) => node),
    async (node, given) => {
      const look = looks.get(node.id);
      const step = steps.get(node.id);
      if (!look || !step) throw new Error(`The plan has no step for ${node.id}.`);
      const act = (own: Run) => (plan.direction === 'up' ? look.carryOut(given, own) : look.remove(own));
      return step.action === 'none' ? act(run) : reported(step, act, run);
    },
  );
  await run.progress.end();
  if (failed.size === 0) return done;
  const remaining = skipped.filter((id) => steps.get(id)?.action !== 'none').length;
  const told = [...failed].map(([id, error]) => `${whatOf(steps.get(id))}: ${messageOf(error)}`);
  const rest =
    remaining > 0 ? `\n${remaining} more ${remaining === 1 ? 'step was' : 'steps were'} not begun.` : '';
  throw new ReaderError(
    `${told.join('\n')}${rest}\nWhat was done stays; run the same command again to go on from here.`,
    {
      cause: asOneError(failed),
    },
  );
}

async function reported(step: Step, act: (own: Run) => Promise<unknown>, run: Run): Promise<unknown> {
  const task = taskOf(step);
  const waiting = (what: string) => run.progress.waiting(what, step.id);
  run.progress.started(task);
  try {
    const result = await act({ ...run, progress: { ...run.progress, waiting } });
    run.progress.done(task);
    return result;
  } catch (error) {
    run.progress.failed(task, messageOf(error));
    throw error;
  } finally {
    run.reads.forget();
  }
}

function whatOf(step: Step | undefined): string {
  return step ? taskOf(step).what : 'a resource';
}

function taskOf(step: Step): Task {
  const { id, action, type, name } = step;
  return { id, what: `${action === 'none' ? 'read' : action} ${type} ${name}` };
}
