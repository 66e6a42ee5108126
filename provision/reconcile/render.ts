import type { Action, Step } from './declare.ts';
import { describeChange, shown } from './fields.ts';
import type { Plan } from './plan.ts';

const SIGNS: Readonly<Record<Action, string>> = {
  none: ' ',
  create: '+',
  update: '~',
  replace: '±',
  delete: '-',
};

/**
 * A plan as lines of text: a line for each resource with its changed fields below, warnings, `further` ones among them, and a line of
 * totals at the end.
 */
export function renderPlan(plan: Plan, further: readonly string[] = []): string[] {
  const steps = plan.steps.filter(({ action }) => action !== 'none');
  return [
    ...steps.flatMap(renderStep),
    ...warningsOf(plan, further).map((text) => `! ${text}`),
    totals(plan),
  ];
}

/** A plan for machines: the steps that do something, without secrets, and all warnings. */
export function planAsJson(
  plan: Plan,
  further: readonly string[] = [],
): { steps: unknown[]; warnings: string[]; totals: Record<string, number> } {
  const steps = plan.steps
    .filter(({ action }) => action !== 'none')
    .map(({ sensitive, changes, warnings: _told, ...step }) => ({
      ...step,
      changes: changes.map(({ field, from, to }) => {
        const hide = sensitive.includes(field);
        return {
          field,
          from: from === undefined ? null : shown(from, hide),
          to: to === undefined ? null : shown(to, hide),
        };
      }),
    }));
  return {
    steps,
    warnings: warningsOf(plan, further),
    totals: Object.fromEntries(Object.keys(SIGNS).map((action) => [action, count(plan, action as Action)])),
  };
}

function warningsOf({ steps, leftAlone }: Plan, further: readonly string[]): string[] {
  return [...steps.flatMap(({ warnings }) => warnings ?? []), ...leftAlone, ...further];
}

/** Whether carrying out the plan would change anything. */
export function hasChanges(plan: Plan): boolean {
  return plan.steps.some(({ action }) => action !== 'none');
}

function renderStep(step: Step): string[] {
  const lines = [`${SIGNS[step.action]} ${step.type} ${step.name}`];
  if (step.reason) lines.push(`    because ${step.reason}`);
  if (step.loss) lines.push(`    loses ${step.loss}`);
  if (step.action !== 'create') {
    lines.push(
      ...step.changes.map((change) => `    ${describeChange(change, step.sensitive.includes(change.field))}`),
    );
  }
  return lines;
}

function totals(plan: Plan): string {
  if (!hasChanges(plan))
    return `Nothing to do: ${plan.steps.length} resources ${plan.direction === 'up' ? 'are as declared' : 'are left'}.`;
  const parts: [Action, string][] = [
    ['create', 'to create'],
    ['update', 'to update'],
    ['replace', 'to replace'],
    ['delete', 'to delete'],
    ['none', 'unchanged'],
  ];
  return `${parts.flatMap(([action, words]) => (count(plan, action) > 0 ? [`${count(plan, action)} ${words}`] : [])).join(', ')}.`;
}

function count(plan: Plan, action: Action): number {
  return plan.steps.filter((step) => step.action === action).length;
}
