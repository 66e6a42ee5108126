import { type KeyOf, readKeyOf } from '../shared/credential-key.ts';
import { type Environment, readTableName } from '../shared/environment.ts';

/** The function's configuration. */
export interface CredentialConfig {
  /** `TABLE_NAME`: the table of credentials. */
  readonly tableName: string;
  /** `USER_POOL_ID`: the pool whose people it serves. */
  readonly userPoolId: string;
  /** `CREDENTIAL_GRACE`: how many seconds a credential stays valid after a rotation; 0 by default. */
  readonly grace: number;
  /** `CREDENTIAL_STORAGE`, `CREDENTIAL_SECRET`: how credentials are stored. */
  readonly keyOf: KeyOf;
}

/** The longest grace, in seconds: a week. */
const LONGEST_GRACE = 604_800;

/** Reads and checks the environment. @throws Error that names the invalid variable. */
export function readConfig(environment: Environment = process.env): CredentialConfig {
  return Object.freeze({
    tableName: readTableName(environment),
    userPoolId: readUserPoolId(environment),
    grace: readGrace(environment),
    keyOf: readKeyOf(environment),
  });
}

function readUserPoolId(environment: Environment): string {
  const value = environment['USER_POOL_ID'] ?? '';
  if (/^[\w-]+_[0-9a-zA-Z]+$/.test(value)) return value;
  throw new Error(
    `USER_POOL_ID must be the id of a user pool, such as eu-west-1_AbCdEf123, not ${JSON.stringify(value)}.`,
  );
}

function readGrace(environment: Environment): number {
  const value = environment['CREDENTIAL_GRACE'] ?? '0';
  if (/^\d{1,6}$/.test(value) && Number(value) <= LONGEST_GRACE) return Number(value);
  throw new Error(
    `CREDENTIAL_GRACE must be whole seconds from 0 to ${LONGEST_GRACE}, not ${JSON.stringify(value)}.`,
  );
}
