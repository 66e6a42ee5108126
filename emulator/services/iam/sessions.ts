import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../../edge/aws-error.ts';
import type { TemporaryCredentials } from '../../edge/interfaces/authority.ts';
import type { NewSession } from '../../edge/interfaces/role-sessions.ts';
import type { Clock } from '../../store/clock.ts';
import { type Random, randomText, UPPER_ALPHANUMERIC } from '../../store/random.ts';
import type { IamStore } from './state/iam-store.ts';

/** The content of a session token, sealed so that only this engine can have made it. */
export interface Session extends NewSession {
  accessKeyId: string;
  /** Milliseconds since 1970. */
  issuedAt: number;
}

export interface Sessions {
  issue(session: NewSession): TemporaryCredentials;
  /** The session and the secret of a temporary key. Throws AwsError for a missing, forged or expired token. */
  open(accessKeyId: string, token: string | undefined): { session: Session; secret: string };
}

/** The error for an unknown key or token. */
export function unknownClient(): AwsError {
  return new AwsError(
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  );
}

/** Opened sessions are cached, at most so many: a function signs all its calls with one. */
const KEPT = 500;

/**
 * Temporary credentials that are not stored: the token holds the session and a seal, the secret is derived from the key's id. They survive
 * a restart of the engine, and end with a reset.
 */
export function createSessions(
  store: IamStore,
  { clock, random }: { clock: Pick<Clock, 'now'>; random: Random },
): Sessions {
  let opened = new Map<string, { session: Session; secret: string }>();
  let openedUnder: Uint8Array | undefined;

  function key(): Uint8Array {
    const { sessionSecret } = store.state;
    if (sessionSecret) return sessionSecret;
    const secret = random.bytes(32);
    store.commit.setSessionSecret({ secret });
    return secret;
  }
  const seal = (text: string) => createHmac('sha256', key()).update(`token ${text}`).digest('base64url');
  const secretOf = (id: string) =>
    createHmac('sha256', key()).update(`secret ${id}`).digest('base64').slice(0, 40);

  function unseal(token: string): { session: Session; secret: string } {
    const [body = '', given = ''] = token.split('.');
    const expected = Buffer.from(seal(body));
    const sealed = Buffer.from(given);
    if (sealed.length !== expected.length || !timingSafeEqual(sealed, expected)) throw unknownClient();
    const session = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Session;
    return { session, secret: secretOf(session.accessKeyId) };
  }

  return {
    issue(about) {
      const accessKeyId = `ASIA${randomText(random, 16, UPPER_ALPHANUMERIC)}`;
      const session: Session = { ...about, accessKeyId, issuedAt: clock.now() };
      const body = Buffer.from(JSON.stringify(session)).toString('base64url');
      return {
        accessKeyId,
        secretAccessKey: secretOf(accessKeyId),
        sessionToken: `${body}.${seal(body)}`,
        expiration: session.expiration,
      };
    },
    open(accessKeyId, token = '') {
      // A reset makes a new secret, which invalidates the old tokens.
      if (openedUnder !== store.state.sessionSecret) opened = new Map();
      openedUnder = store.state.sessionSecret;
      let found = opened.get(token);
      if (!found) {
        found = unseal(token);
        if (opened.size >= KEPT) opened.clear();
        opened.set(token, found);
      }
      if (found.session.accessKeyId !== accessKeyId) throw unknownClient();
      if (found.session.expiration <= clock.now()) {
        throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
      }
      return found;
    },
  };
}
