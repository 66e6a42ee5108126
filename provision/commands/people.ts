import type { Config } from '../config.ts';
import { readOutputs } from '../outputs.ts';
import { findUnserved } from '../people/find-unserved.ts';
import { servePerson } from '../people/serve-person.ts';
import { setActive } from '../people/set-active.ts';
import { assertSameStack } from '../reconcile/guard.ts';
import { openSession, type SessionParts } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { heading } from './heading.ts';

/**
 * Finds people who are confirmed and have no credential, and with `yes` gives each one. Answers the exit code: 0 when
 * everybody has one by the end, 2 when somebody has not and nothing was done.
 */
export async function repairCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
  yes: boolean,
): Promise<number> {
  const outputs = await readOutputs(config.stateDir);
  using session = await openSession(config, parts);
  terminal.note(heading(config, session.caller));
  assertSameStack(outputs, config, session.caller);
  const unserved = await findUnserved(outputs, session.clients);
  for (const { username, attributes } of unserved)
    terminal.out(`${username}  ${attributes['email'] ?? '(no e-mail address)'}`);
  if (unserved.length === 0) terminal.note('Everybody who is confirmed has a credential.');
  else if (!yes)
    terminal.note(`${unserved.length} without a credential. Run again with --yes to give them one.`);
  if (unserved.length === 0) return 0;
  if (!yes) return 2;
  session.allowChanges();
  for (const person of unserved) await servePerson(person, outputs, session.clients);
  terminal.note(`Gave ${unserved.length} a credential.`);
  return 0;
}

/** Switches a person's credential on or off. Answers the exit code. */
export async function activateCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
  username: string,
  active: boolean,
): Promise<number> {
  const outputs = await readOutputs(config.stateDir);
  using session = await openSession(config, parts);
  terminal.note(heading(config, session.caller));
  assertSameStack(outputs, config, session.caller);
  session.allowChanges();
  const result = await setActive(username, active, outputs, session.clients);
  const state = active ? 'active' : 'inactive';
  terminal.note(`${result.username} is ${result.changed ? 'now' : 'already'} ${state}.`);
  return 0;
}
