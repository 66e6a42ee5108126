import { type KeyOf, readKeyOf } from '../shared/credential-key.ts';
import { type Environment, readTableName } from '../shared/environment.ts';

/** The form of a verdict on an HTTP API event of payload 2.0: an IAM policy, or `{ isAuthorized, context }`. */
export type ResponseForm = 'policy' | 'simple';

/** The function's configuration. */
export interface AuthorizerConfig {
  /** `TABLE_NAME`: the table of credentials. */
  readonly tableName: string;
  /**
   * `AUTHORIZER_RESPONSE`: `policy`, which is the default, or `simple` for an HTTP API whose authorizer has simple responses enabled. It
   * affects payload 2.0 only; all other events need a policy.
   */
  readonly responseForm: ResponseForm;
  /** `CREDENTIAL_STORAGE`, `CREDENTIAL_SECRET`: how credentials are stored. */
  readonly keyOf: KeyOf;
}

/** Reads and checks the environment. @throws Error that names the invalid variable. */
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
