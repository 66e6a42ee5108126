import type { CredentialStorage } from '../../lambdas/shared/credential-key.ts';
import type { Config } from '../config.ts';
import { liveKeyOf } from '../credential-secret.ts';
import { readOutputs } from '../outputs.ts';
import { findMisplaced } from '../people/find-misplaced.ts';
import { findUnserved } from '../people/find-unserved.ts';
import { type Moved, moveCredential } from '../people/move-credential.ts';
import { rotate } from '../people/rotate.ts';
import { servePerson } from '../people/serve-person.ts';
import { setActive } from '../people/set-active.ts';
import { assertSameStack } from '../reconcile/guard.ts';
import { openSession, type SessionParts } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { heading } from './heading.ts';

/**
 * Finds confirmed people without a credential, and people whose credential is stored in another way than the stack looks it up, because
 * `CREDENTIAL_STORAGE` was changed. With `yes` it gives each of the former one, and moves those of the latter. Returns the exit code: 0 if
 * nothing is left to do, 2 if something is and nothing was done.
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
  const { clients } = session;
  const { tableName, credentialStorage = 'plain' } = outputs;
  const [unserved, misplaced] = await Promise.all([
    findUnserved(outputs, clients),
    findMisplaced({ tableName, credentialStorage }, clients),
  ]);
  for (const { username, attributes } of unserved)
    terminal.out(`${username}  ${attributes['email'] ?? '(no e-mail address)'}`);
  if (unserved.length === 0)
    terminal.note('Everybody who is confirmed has a credential, or has ended theirs.');
  if (misplaced.length > 0) terminal.note(misplacedSentence(misplaced.length, credentialStorage));
  if (unserved.length + misplaced.length === 0) return 0;
  if (!yes) {
    if (unserved.length > 0) terminal.note(`${unserved.length} without a credential.`);
    terminal.note('Run again with --yes to put that right.');
    return 2;
  }
  session.allowChanges();
  const place = { tableName, keyOf: await liveKeyOf(outputs, clients) };
  const done: Moved[] = [];
  for (const item of misplaced) done.push(await moveCredential(item, place, clients));
  if (misplaced.length > 0) terminal.note(movedSentence(done));
  for (const person of unserved) await servePerson(person, outputs, clients);
  if (unserved.length > 0) terminal.note(`Gave ${unserved.length} a credential.`);
  return done.includes('changed') ? 2 : 0;
}

function misplacedSentence(count: number, storage: CredentialStorage): string {
  return storage === 'hashed'
    ? `${count} credentials are stored as they are, and the stack looks for digests: they open nothing until they are moved.`
    : `${count} credentials are stored as digests, from which nothing leads back: each is made anew, and its owner rotates to see it.`;
}

function movedSentence(done: readonly Moved[]): string {
  const counts = [...new Set(done)].map((what) => `${done.filter((one) => one === what).length} ${what}`);
  const more = done.includes('changed') ? ' Run this again for those that changed meanwhile.' : '';
  return `Credentials: ${counts.join(', ')}.${more}`;
}

/** Gives a person a new credential and prints it once. Returns the exit code. */
export async function rotateCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
  username: string,
): Promise<number> {
  const outputs = await readOutputs(config.stateDir);
  using session = await openSession(config, parts);
  terminal.note(heading(config, session.caller));
  assertSameStack(outputs, config, session.caller);
  session.allowChanges();
  const rotated = await rotate(username, outputs, session.clients);
  terminal.note(
    `${rotated.username} has a new credential; the older one opens nothing any more. It is shown this once:`,
  );
  terminal.out(rotated.credential);
  return 0;
}

/** Activates or deactivates a person's credential. Returns the exit code. */
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
