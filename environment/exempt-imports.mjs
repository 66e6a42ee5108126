/**
 * Imports that break a rule of `check-imports.mjs` today, by the reason. Add none. An entry that no import needs any longer fails the
 * check, so the lists can only shrink.
 */
export const EXEMPT = {
  'IAM and STS share one store': [
    'emulator/services/iam/iam.ts → emulator/services/sts/sts.ts',
    'emulator/services/sts/assume-role.ts → emulator/services/iam/operations/found-policy.ts',
    'emulator/services/sts/assume-role.ts → emulator/services/iam/operations/identities.ts',
    'emulator/services/sts/assume-role.ts → emulator/services/iam/operations/tag-rules.ts',
    'emulator/services/sts/assume-role.ts → emulator/services/iam/state/iam-store.ts',
    'emulator/services/sts/get-session-token.ts → emulator/services/iam/state/iam-store.ts',
    'emulator/services/sts/sts-dependencies.ts → emulator/services/iam/sessions.ts',
    'emulator/services/sts/sts-dependencies.ts → emulator/services/iam/state/iam-store.ts',
  ],
};

/** One import of each import cycle that stands today, left out when cycles are sought. */
export const EXEMPT_FROM_CYCLES = {
  'both forms of the lines round by the same functions': [
    'emulator/services/lambda/environments/platform-lines-json.ts → emulator/services/lambda/environments/platform-lines.ts',
  ],
  'both declare operations by the same functions': [
    'emulator/services/iam/operations/identity-policies.ts → emulator/services/iam/operations/identities.ts',
  ],
  'the name of a variable and its reader': ['provision/variables/endpoint.ts → provision/config.ts'],
  'the exchange holds the compiled stage': [
    'emulator/services/apigatewayv2/gate/http-exchange.ts → emulator/services/apigatewayv2/gate/compile-stage.ts',
  ],
};
