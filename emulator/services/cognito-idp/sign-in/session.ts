import type { Cognito } from '../cognito.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';
import { notAuthorized } from './errors.ts';
import { seal, unseal } from './seal.ts';

/** What a session contains: the challenge that it answers, and the challenge's state. */
export type Held = Readonly<Record<string, unknown>>;

/**
 * Makes the `Session` of a challenge. The engine stores nothing: the client keeps it, sealed. It lasts as long as the client's
 * `AuthSessionValidity` says, three minutes by default.
 */
export function makeSession(
  { clock, random }: Pick<Cognito, 'clock' | 'random'>,
  { pool, client }: { pool: Pool; client: PoolClient },
  challenge: string,
  content: object,
): string {
  const session = seal(random, pool, {
    ...content,
    challenge,
    id: random.uuid(),
    clientId: client.id,
    until: clock.now() + (client.settings.AuthSessionValidity ?? 3) * 60_000,
  });
  const name = Buffer.from(client.id, 'utf8');
  return Buffer.concat([Buffer.of(name.length), name, session]).toString('base64url');
}

/** The client id of a session, not checked yet: some calls have nothing else to find the pool by. */
export function clientOfSession(session: string | undefined): string {
  return partsOf(session).clientId;
}

function partsOf(session: string | undefined): { clientId: string; sealed: Buffer } {
  const bytes = Buffer.from(session ?? '', 'base64url');
  const end = 1 + (bytes[0] ?? 0);
  return { clientId: bytes.toString('utf8', 1, end), sealed: bytes.subarray(end) };
}

/**
 * Opens a session that answers `challenge`. Throws `NotAuthorizedException` for an invalid or expired one, one of another client or
 * challenge, or a used one.
 */
export function openSession(
  { clock }: Pick<Cognito, 'clock'>,
  { pool, client }: { pool: Pool; client: PoolClient },
  challenge: string,
  session: string | undefined,
): Held {
  const held = unseal(pool, partsOf(session).sealed);
  if (held?.['challenge'] !== challenge || held['clientId'] !== client.id) throw invalidSession();
  if (Number(held['until']) <= clock.now()) {
    throw notAuthorized('Invalid session for the user, session is expired.');
  }
  if (pool.usedSessions?.has(String(held['id']))) throw invalidSession();
  return held;
}

/** Marks a session as answered, so that it cannot be answered again. */
export function useSession({ store, clock }: Pick<Cognito, 'store' | 'clock'>, pool: Pool, held: Held): void {
  store.commit.useSession({
    poolId: pool.id,
    id: String(held['id']),
    until: Number(held['until']),
    at: clock.now(),
  });
}

/** The error for an invalid session. */
export function invalidSession() {
  return notAuthorized('Invalid session for the user.');
}
