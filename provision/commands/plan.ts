import type { Config } from '../config.ts';
import { hasChanges, planAsJson, renderPlan } from '../reconcile/render.ts';
import { openSession, type SessionParts } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { heading } from './heading.ts';

/** Prints what apply would do, and changes nothing. Answers the exit code: 0 for nothing to do, 2 for changes. */
export async function planCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
  json: boolean,
): Promise<number> {
  using session = await openSession(config, parts);
  terminal.note(heading(config, session.caller));
  const plan = await session.plan();
  if (json) terminal.out(JSON.stringify(planAsJson(plan), null, 2));
  else for (const line of renderPlan(plan)) terminal.out(line);
  return hasChanges(plan) ? 2 : 0;
}
