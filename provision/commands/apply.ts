import type { Config } from '../config.ts';
import type { Plan } from '../reconcile/plan.ts';
import { ReaderError } from '../reconcile/reader-error.ts';
import { hasChanges, renderPlan } from '../reconcile/render.ts';
import { gatesOf } from '../refusals.ts';
import { openSession, type SessionParts } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { agreed } from './agreed.ts';
import { heading } from './heading.ts';
import { knock } from './knock.ts';

export interface ApplyChoices {
  readonly yes: boolean;
  readonly replace: boolean;
}

/** Makes the account as declared, and writes the outputs. Shows the plan first and, on a real account, asks. Returns the exit code. */
export async function applyCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
  choices: ApplyChoices,
): Promise<number> {
  using session = await openSession(config, parts);
  const began = parts.clock.now();
  terminal.note(heading(config, session.caller));
  const [plan, warnings] = await Promise.all([session.plan(), session.warnings()]);
  if (hasChanges(plan)) {
    for (const line of renderPlan(plan, warnings)) terminal.note(line);
    if (!choices.replace) refuseReplacement(plan);
    if (config.confirm && !choices.yes) await agreed(terminal, 'Apply this?', config.stage);
  }
  const outputs = await session.apply(plan);
  if (hasChanges(plan)) for (const gate of gatesOf(outputs)) await knock(gate, session.run);
  const { reads, changes } = session.counts();
  const done = hasChanges(plan) ? 'Applied' : `Nothing to do: ${plan.steps.length} resources are as declared`;
  terminal.note(
    `${done} (${Math.round(parts.clock.now() - began)} ms, ${reads} reads, ${changes} changing calls).`,
  );
  return 0;
}

function refuseReplacement({ steps }: Plan): void {
  const replaced = steps.filter(({ action }) => action === 'replace');
  if (replaced.length === 0) return;
  const list = replaced
    .map(({ type, name, loss }) => `${type} ${name}${loss ? `, which loses ${loss}` : ''}`)
    .join('; ');
  throw new ReaderError(
    `This would make anew ${list}. Run again with --replace if that is meant. Nothing was changed.`,
  );
}
