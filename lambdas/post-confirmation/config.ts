import { type KeyOf, readKeyOf } from '../shared/credential-key.ts';
import { type Environment, readTableName } from '../shared/environment.ts';

/** What the function is told by its environment. */
export interface PostConfirmationConfig {
  /** `TABLE_NAME`: the table that people are stored in. */
  readonly tableName: string;
  /** `CREDENTIAL_STORAGE`, `CREDENTIAL_SECRET`: what a credential is kept under. */
  readonly keyOf: KeyOf;
}

/** Reads and checks the environment. @throws Error that names the variable at fault. */
export function readConfig(environment: Environment = process.env): PostConfirmationConfig {
  return Object.freeze({ tableName: readTableName(environment), keyOf: readKeyOf(environment) });
}
