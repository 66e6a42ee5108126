import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { AwsError } from '../edge/aws-error.ts';
import { type Random, randomText, UPPER_ALPHANUMERIC } from '../random.ts';
import type { TemporaryCredentials } from './authority.ts';
import type { IamStore } from './state/iam-store.ts';

/** What a session token says, sealed so that only this engine can have said it. */
export interface Session {
  accessKeyId: string;
  /** A role's session, or the caller of GetSessionToken. */
  roleName?: string;
  roleId?: string;
  sessionName?: string;
  userName?: string;
  /** Milliseconds since 1970. */
  expiration: number;
}

export interface Sessions {
  issue(session: Omit<Session, 'accessKeyId'>): TemporaryCredentials;
  /** The session and the secret of a temporary key. Throws AwsError for a token that is missing, forged or expired. */
  open(accessKeyId: string, token: string | undefined): { session: Session; secret: string };
}

const INVALID = 'The security token included in the request is invalid.';

/**
 * Temporary credentials that need no keeping: the token holds the session and a seal, the secret is derived from the key's id.
 * They outlive a restart of the engine, and end with a reset.
 */
export function createSessions(
  store: IamStore,
  { clock, random }: { clock: Pick<Clock, 'now'>; random: Random },
): Sessions {
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

  return {
    issue(session) {
      const accessKeyId = `ASIA${randomText(random, 16, UPPER_ALPHANUMERIC)}`;
      const body = Buffer.from(JSON.stringify({ ...session, accessKeyId })).toString('base64url');
      return {
        accessKeyId,
        secretAccessKey: secretOf(accessKeyId),
        sessionToken: `${body}.${seal(body)}`,
        expiration: session.expiration,
      };
    },
    open(accessKeyId, token) {
      const [body = '', given = ''] = token?.split('.') ?? [];
      const expected = Buffer.from(seal(body));
      const sealed = Buffer.from(given);
      if (sealed.length !== expected.length || !timingSafeEqual(sealed, expected)) {
        throw new AwsError('UnrecognizedClientException', INVALID);
      }
      const session = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Session;
      if (session.accessKeyId !== accessKeyId) throw new AwsError('UnrecognizedClientException', INVALID);
      if (session.expiration <= clock.now()) {
        throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
      }
      return { session, secret: secretOf(accessKeyId) };
    },
  };
}
