import { type KeyOf, readKeyOf } from '../shared/credential-key.ts';
import { type Environment, readTableName } from '../shared/environment.ts';

/** The function's configuration. */
export interface PostConfirmationConfig {
  /** `TABLE_NAME`: the table of people. */
  readonly tableName: string;
  /** `CREDENTIAL_STORAGE`, `CREDENTIAL_SECRET`: how credentials are stored. */
  readonly keyOf: KeyOf;
  /** `PLAN_ID`, `KEY_PREFIX`: the usage plan for people's API keys, and the prefix of their names; absent without a plan. */
  readonly plan?: { readonly planId: string; readonly prefix: string };
}

/** Reads and checks the environment. @throws Error that names the invalid variable. */
export function readConfig(environment: Environment = process.env): PostConfirmationConfig {
  const planId = environment['PLAN_ID'];
  const prefix = environment['KEY_PREFIX'];
  if (planId && !prefix) throw new Error('KEY_PREFIX is not set: it says how the names of API keys begin.');
  return Object.freeze({
    tableName: readTableName(environment),
    keyOf: readKeyOf(environment),
    ...(planId && prefix ? { plan: { planId, prefix } } : {}),
  });
}
