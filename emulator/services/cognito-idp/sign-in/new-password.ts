import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Cognito } from '../cognito.ts';
import { afterFirstFactor } from '../mfa/after-first-factor.ts';
import { checkPassword } from '../passwords/policy.ts';
import { checkSecretHash } from '../passwords/secret-hash.ts';
import { makeVerifier } from '../passwords/srp.ts';
import { checkWritable } from '../people/attribute-access.ts';
import { attributeRecord, checkAttributes, missingAttributes, requiredText } from '../people/attributes.ts';
import { isStillThere } from '../people/still-there.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';
import type { Attempt, AttemptOf } from './attempt.ts';
import { invalidParameter, notAuthorized } from './errors.ts';
import { invalidSession, makeSession, openSession } from './session.ts';

const PREFIX = 'userAttributes.';

/** The request for a new password instead of the temporary one; its session holds who it is for. */
export function newPasswordChallenge(
  cognito: Pick<Cognito, 'clock' | 'random'>,
  attempt: AttemptOf,
): InitiateAuthResponse {
  const { pool, person } = attempt;
  const { sub: _sub, ...attributes } = person.attributes;
  const missing = missingAttributes(pool.settings, attributes).map((name) => `${PREFIX}${name}`);
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: makeSession(cognito, attempt, 'NEW_PASSWORD_REQUIRED', { sub: person.sub }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: person.username,
      requiredAttributes: JSON.stringify(missing),
      userAttributes: JSON.stringify(attributes),
    },
  };
}

/**
 * Takes the new password and the missing attributes, and ends the sign-in. Throws `NotAuthorizedException` for an invalid, used or expired
 * session, `InvalidPasswordException`, `InvalidParameterException`.
 */
export async function respondWithNewPassword(
  cognito: Cognito,
  attempt: Attempt,
  session: string | undefined,
  responses: Readonly<Record<string, string>>,
): Promise<InitiateAuthResponse> {
  const { pool, client, username } = attempt;
  const held = openSession(cognito, attempt, 'NEW_PASSWORD_REQUIRED', session);
  const person = pool.people.bySub.get(String(held['sub']));
  if (!person) throw invalidSession();
  checkSecretHash(client, [username, person.username], responses['SECRET_HASH']);
  if (person.status !== 'FORCE_CHANGE_PASSWORD' || !person.enabled) {
    throw invalidSession();
  }
  const password = responses['NEW_PASSWORD'];
  if (!password) throw invalidParameter('Missing required parameter NEW_PASSWORD');
  checkPassword(pool.settings, password);
  const written = attributeRecord(
    Object.entries(responses)
      .filter(([name]) => name.startsWith(PREFIX))
      .map(([name, Value]) => ({ Name: name.slice(PREFIX.length), Value })),
  );
  checkAttributes(pool.settings, written, 'admin-create');
  refuseProvided(pool, person, written);
  checkWritable(client.settings, written);
  const attributes = { ...person.attributes, ...written };
  const [missing] = missingAttributes(pool.settings, attributes);
  if (missing) throw invalidParameter(`Invalid user attributes: ${requiredText(missing)}`);

  const statusBefore = person.status;
  const verifier = await makeVerifier(cognito, { poolId: pool.id, username: person.username }, password);
  if (!isStillThere(cognito, pool, person)) throw invalidSession();
  const whom = { poolId: pool.id, sub: person.sub, at: cognito.clock.now() };
  if (Object.keys(written).length > 0) cognito.store.commit.setAttributes({ ...whom, attributes });
  cognito.store.commit.setPassword({ ...whom, verifier, status: 'CONFIRMED' });
  return afterFirstFactor(
    cognito,
    { ...attempt, person },
    {
      source: 'TokenGeneration_NewPasswordChallenge',
      statusBefore,
    },
  );
}

/** A required attribute, or an address, with a value stays as it is (API reference, RespondToAuthChallenge). */
function refuseProvided(pool: Pool, person: Person, written: Readonly<Record<string, string>>): void {
  for (const { Name = '', Required } of pool.settings.SchemaAttributes ?? []) {
    const kept = Required || Name === 'email' || Name === 'phone_number';
    if (kept && written[Name] !== undefined && person.attributes[Name]) {
      throw notAuthorized(`Cannot modify an already provided ${Name}`);
    }
  }
}
