import type { Config } from '../config.ts';
import { hasChanges, planAsJson, renderPlan } from '../reconcile/render.ts';
import { openSession, type SessionParts } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { heading } from './heading.ts';

/** Prints what apply would do, and changes nothing. Returns the exit code: 0 for nothing to do, 2 for changes. */
export async function planCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
  json: boolean,
): Promise<number> {
  using session = await openSession(config, parts);
  terminal.note(heading(config, session.caller));
  const [plan, warnings] = await Promise.all([session.plan(), session.warnings()]);
  if (json) terminal.out(JSON.stringify(planAsJson(plan, warnings), null, 2));
  else for (const line of renderPlan(plan, warnings)) terminal.out(line);
  return hasChanges(plan) ? 2 : 0;
}
