import { type KeyOf, readKeyOf } from '../shared/credential-key.ts';
import { type Environment, readTableName } from '../shared/environment.ts';

/** What the function is told by its environment. */
export interface PostConfirmationConfig {
  /** `TABLE_NAME`: the table that people are stored in. */
  readonly tableName: string;
  /** `CREDENTIAL_STORAGE`, `CREDENTIAL_SECRET`: what a credential is kept under. */
  readonly keyOf: KeyOf;
  /** `PLAN_ID`, `KEY_PREFIX`: the usage plan that people's API keys are put into, and how their names begin; absent where there is none. */
  readonly plan?: { readonly planId: string; readonly prefix: string };
}

/** Reads and checks the environment. @throws Error that names the variable at fault. */
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
