import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { invalidParameter } from '../sign-in/errors.ts';
import { clientOfSession, type Held, invalidSession, openSession } from '../sign-in/session.ts';
import type { Pool } from '../state/state.ts';
import { authenticate, type SignedIn } from '../tokens/access-token.ts';

/** The person who sets up an authenticator app with an access token. Throws if the pool does not offer it. */
export async function setUpByToken(
  cognito: Cognito,
  call: Pick<Call, 'region'>,
  accessToken: string,
): Promise<SignedIn> {
  const known = await authenticate(cognito, call, accessToken);
  refuseNotOffered(known.pool);
  return known;
}

/** The person who sets one up in the middle of a sign-in, by the session of the challenge `MFA_SETUP`. */
export function setUpBySession(
  cognito: Pick<Cognito, 'store' | 'clock'>,
  session: string | undefined,
): SignedIn & { held: Held } {
  if (session === undefined) throw invalidParameter('Missing required parameter AccessToken or Session');
  const { pools, poolOfClient } = cognito.store.state;
  const clientId = clientOfSession(session);
  const pool = pools.get(poolOfClient.get(clientId) ?? '');
  const client = pool?.clients.get(clientId);
  if (!pool || !client) throw invalidSession();
  const held = openSession(cognito, { pool, client }, 'MFA_SETUP', session);
  const person = pool.people.bySub.get(String(held['sub']));
  if (!person) throw invalidSession();
  refuseNotOffered(pool);
  return { pool, client, person, held };
}

function refuseNotOffered(pool: Pool): void {
  if (pool.mfa?.softwareToken) return;
  throw new AwsError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA has not been enabled by the userPool.',
  );
}
