import type { Config } from '../config.ts';
import { ReaderError } from '../reconcile/reader-error.ts';
import { hasChanges, renderPlan } from '../reconcile/render.ts';
import { openSession, type SessionParts } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { agreed } from './agreed.ts';
import { heading } from './heading.ts';

export interface DestroyChoices {
  readonly yes: boolean;
  readonly deleteData: boolean;
}

/** Removes only resources with the stack's tags. Returns the exit code. */
export async function destroyCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
  choices: DestroyChoices,
): Promise<number> {
  using session = await openSession(config, parts);
  const began = parts.clock.now();
  terminal.note(heading(config, session.caller));
  const plan = await session.planDestroy();
  for (const line of renderPlan(plan)) terminal.note(line);
  if (hasChanges(plan)) {
    const data = plan.steps.filter(({ loss }) => loss !== undefined);
    if (config.protectData && !choices.deleteData && data.length > 0) {
      const list = data.map(({ type, name, loss }) => `${type} ${name} (${loss})`).join(' and ');
      throw new ReaderError(
        `This would delete ${list}. Run again with --delete-data if that is meant. Nothing was changed.`,
      );
    }
    if (config.confirm && !choices.yes) await agreed(terminal, 'Destroy all of this?', config.stage);
  }
  await session.destroy(plan);
  if (hasChanges(plan)) terminal.note(`Destroyed (${Math.round(parts.clock.now() - began)} ms).`);
  return 0;
}
