import { type KeyOf, readKeyOf } from '../shared/credential-key.ts';
import { type Environment, readTableName } from '../shared/environment.ts';

/** How a verdict on an HTTP API event of payload 2.0 is put: an IAM policy, or `{ isAuthorized, context }`. */
export type ResponseForm = 'policy' | 'simple';

/** What the function is told by its environment. */
export interface AuthorizerConfig {
  /** `TABLE_NAME`: the table that credentials are looked up in. */
  readonly tableName: string;
  /**
   * `AUTHORIZER_RESPONSE`: `policy`, which is the default, or `simple` for an HTTP API whose authorizer has simple
   * responses enabled. It concerns payload 2.0 alone; all other events can only be answered by a policy.
   */
  readonly responseForm: ResponseForm;
  /** `CREDENTIAL_STORAGE`, `CREDENTIAL_SECRET`: what a credential is kept under. */
  readonly keyOf: KeyOf;
}

/** Reads and checks the environment. @throws Error that names the variable at fault. */
export function readConfig(environment: Environment = process.env): AuthorizerConfig {
  return Object.freeze({
    tableName: readTableName(environment),
    responseForm: readResponseForm(environment),
    keyOf: readKeyOf(environment),
  });
}

function readResponseForm(environment: Environment): ResponseForm {
  const value = environment['AUTHORIZER_RESPONSE'] ?? 'policy';
  if (value === 'policy' || value === 'simple') return value;
  throw new Error(`AUTHORIZER_RESPONSE must be "policy" or "simple", not ${JSON.stringify(value)}.`);
}
