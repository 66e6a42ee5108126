import type { UserStatusType } from '@aws-sdk/client-cognito-identity-provider';
import { notImplemented } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { makeVerifier } from '../passwords/srp.ts';
import { claimAliases } from '../people/aliases.ts';
import { checkAttributes } from '../people/attributes.ts';
import { findPerson } from '../people/find-person.ts';
import { newIdentity } from '../people/new-identity.ts';
import type { Attempt } from '../sign-in/attempt.ts';
import type { Person } from '../state/person.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';
import { isRecord, runTrigger } from './run-trigger.ts';

type Needs = Pick<Cognito, 'store' | 'clock' | 'random' | 'functions' | 'power'>;

/** Asks the UserMigration function for an unknown person who signs in; undefined if it does not know them. */
export async function migrateForSignIn(
  cognito: Needs,
  { call, pool, client, username, validationData }: Attempt,
  password: string,
): Promise<Person | undefined> {
  return migrate(cognito, call, {
    pool,
    client,
    username,
    source: 'UserMigration_Authentication',
    password,
    request: { password, ...(validationData && { validationData }) },
  });
}

/** The same for a person who forgot the password. */
export async function migrateForReset(
  cognito: Needs,
  call: Call,
  found: {
    pool: Pool;
    client: PoolClient;
    username: string;
    clientMetadata: Record<string, string> | undefined;
  },
): Promise<Person | undefined> {
  const { clientMetadata, ...rest } = found;
  return migrate(cognito, call, {
    ...rest,
    source: 'UserMigration_ForgotPassword',
    password: undefined,
    request: { password: null, ...(clientMetadata && { clientMetadata }) },
  });
}

/**
 * Adds the function's person: the password is the typed one, the status CONFIRMED or RESET_REQUIRED. A welcome message is refused by name:
 * its template needs a temporary password, which does not exist. Developer guide, "Migrate user Lambda trigger".
 */
async function migrate(
  cognito: Needs,
  call: Call,
  {
    pool,
    client,
    username,
    source,
    password,
    request,
  }: {
    pool: Pool;
    client: PoolClient;
    username: string;
    source: string;
    password: string | undefined;
    request: object;
  },
): Promise<Person | undefined> {
  const response = await runTrigger(cognito, call, {
    trigger: 'UserMigration',
    source,
    pool,
    userName: username,
    clientId: client.id,
    request: { ...request },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  });
  const given = response?.['userAttributes'];
  if (!isRecord(given)) return undefined;
  if (response?.['messageAction'] !== 'SUPPRESS') {
    throw notImplemented('UserMigration: a welcome message (any messageAction but SUPPRESS)');
  }
  if (response['enableSMSMFA'] === true) throw notImplemented('UserMigration: enableSMSMFA');
  const attributes = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      name === 'username' || name === 'sub' || name.startsWith('cognito:') ? [] : [[name, String(value)]],
    ),
  );
  const identity = newIdentity(cognito.random, pool, username, attributes);
  checkAttributes(pool.settings, attributes, 'admin-create');
  const confirmed = password !== undefined && response?.['finalUserStatus'] === 'CONFIRMED';
  const verifier =
    password === undefined
      ? undefined
      : await makeVerifier(cognito, { poolId: pool.id, username: identity.username }, password);
  const status: UserStatusType = confirmed ? 'CONFIRMED' : 'RESET_REQUIRED';
  // Meanwhile the pool may be gone, and the person may exist.
  if (cognito.store.state.pools.get(pool.id) !== pool) return undefined;
  const already = findPerson(pool, username);
  if (already) return already;
  claimAliases(cognito, pool, undefined, attributes, response?.['forceAliasCreation'] === true);
  cognito.store.commit.addPerson({
    poolId: pool.id,
    sub: identity.sub,
    username: identity.username,
    attributes: { ...attributes, sub: identity.sub },
    status,
    ...(verifier && { verifier }),
    at: cognito.clock.now(),
  });
  return pool.people.bySub.get(identity.sub);
}
