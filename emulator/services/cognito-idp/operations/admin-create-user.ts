import type {
  AdminCreateUserRequest,
  AdminCreateUserResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Call, operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { checkPassword } from '../passwords/policy.ts';
import { makeVerifier } from '../passwords/srp.ts';
import { temporaryPassword } from '../passwords/temporary-password.ts';
import { claimAliases } from '../people/aliases.ts';
import { attributeRecord, checkAttributes } from '../people/attributes.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { invite, temporaryUntil } from '../people/invite.ts';
import { newIdentity, refuseTaken } from '../people/new-identity.ts';
import { userType } from '../people/user-type.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { allowsEmailCode } from '../sign-in/choice/available-challenges.ts';
import type { Pool } from '../state/state.ts';
import { runPreSignUp } from '../triggers/pre-sign-up.ts';

const TAKEN = 'User account already exists';

/**
 * Adds a person with a temporary password, who must change it at the first sign-in, and sends an invitation unless that is suppressed; with
 * `RESEND`, gives such a person a new one.
 */
export function adminCreateUser(cognito: Omit<Cognito, 'signingKeys'>) {
  return operation<AdminCreateUserRequest, AdminCreateUserResponse>({
    honours: {
      UserPoolId: true,
      Username: true,
      UserAttributes: true,
      ValidationData: true,
      TemporaryPassword: true,
      ForceAliasCreation: true,
      MessageAction: true,
      DesiredDeliveryMediums: true,
      ClientMetadata: true,
    },
    resource: poolResource,
    async run(input, call) {
      const pool = findPool(cognito.store.state, input.UserPoolId);
      const password = passwordFor(cognito, pool, input);
      if (password) checkPassword(pool.settings, password);
      const sub =
        input.MessageAction === 'RESEND' && password
          ? await renew(cognito, input, password)
          : await add(cognito, call, input, password);
      const person = findPersonForAdmin(findPool(cognito.store.state, pool.id), sub);
      call.about({ userPoolId: pool.id, userName: person.username, name: input.Username ?? '' });
      if (input.MessageAction !== 'SUPPRESS' && password) {
        const { DesiredDeliveryMediums: media, ClientMetadata: clientMetadata } = input;
        await invite(cognito, call, { pool, person, password, media, clientMetadata });
      }
      return { User: userType(person) };
    },
  });
}

/** The temporary password. None is made if people of the pool can sign in without one (API reference, AdminCreateUser). */
function passwordFor(
  { random }: Pick<Cognito, 'random'>,
  pool: Pool,
  { TemporaryPassword: given, MessageAction: action }: AdminCreateUserRequest,
): string | undefined {
  if (given) return given;
  return allowsEmailCode(pool) && action !== 'RESEND' ? undefined : temporaryPassword(random, pool.settings);
}

async function add(
  cognito: Omit<Cognito, 'signingKeys'>,
  call: Call,
  input: AdminCreateUserRequest,
  password: string | undefined,
): Promise<string> {
  const pool = findPool(cognito.store.state, input.UserPoolId);
  const attributes = attributeRecord(input.UserAttributes);
  const identity = newIdentity(cognito.random, pool, input.Username ?? '', attributes);
  checkAttributes(pool.settings, attributes, 'admin-create');
  refuseTaken(pool, identity, attributes, TAKEN);
  const { verified } = await runPreSignUp(cognito, call, {
    pool,
    userName: identity.username,
    clientId: undefined,
    source: 'PreSignUp_AdminCreateUser',
    attributes,
    validationData: input.ValidationData && attributeRecord(input.ValidationData),
    clientMetadata: input.ClientMetadata,
  });
  const whom = { poolId: pool.id, username: identity.username };
  const verifier = password === undefined ? undefined : await makeVerifier(cognito, whom, password);
  // Meanwhile others may have signed up, and the pool may be gone.
  const current = findPool(cognito.store.state, pool.id);
  const complete = { ...attributes, ...verified, sub: identity.sub };
  refuseTaken(current, identity, attributes, TAKEN);
  claimAliases(cognito, current, undefined, complete, input.ForceAliasCreation);
  cognito.store.commit.addPerson({
    ...whom,
    sub: identity.sub,
    attributes: complete,
    // Who has no password has none to change.
    ...(verifier
      ? { status: 'FORCE_CHANGE_PASSWORD', verifier, temporaryUntil: temporaryUntil(cognito, pool) }
      : { status: 'CONFIRMED' }),
    at: cognito.clock.now(),
  });
  return identity.sub;
}

async function renew(
  cognito: Omit<Cognito, 'signingKeys'>,
  input: AdminCreateUserRequest,
  password: string,
): Promise<string> {
  const pool = findPool(cognito.store.state, input.UserPoolId);
  const person = findPersonForAdmin(pool, input.Username);
  if (person.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new AwsError(
      'UnsupportedUserStateException',
      `Resend not possible. ${input.Username} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  const verifier = await makeVerifier(cognito, { poolId: pool.id, username: person.username }, password);
  findPersonForAdmin(findPool(cognito.store.state, pool.id), person.sub);
  cognito.store.commit.setPassword({
    poolId: pool.id,
    sub: person.sub,
    verifier,
    temporaryUntil: temporaryUntil(cognito, pool),
    status: 'FORCE_CHANGE_PASSWORD',
    at: cognito.clock.now(),
  });
  return person.sub;
}
