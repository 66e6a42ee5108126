/**
 * Imports that break a rule of `check-imports.mjs` today, by the reason. Add none. An entry that no import needs any longer fails the
 * check, so the lists can only shrink.
 */
export const EXEMPT = {
  'Lambda opens its debugger itself': [
    'emulator/control/debug-endpoint.ts → emulator/services/lambda/environments/inspection.ts',
    'emulator/control/debug-endpoint.ts → emulator/services/lambda/invocations/debug-function.ts',
    'emulator/services/lambda/lambda.ts → emulator/control/debug-endpoint.ts',
  ],
  'what both kinds of API share still names the types of a REST API': [
    'emulator/services/execute-api/authorize/check-policy.ts → emulator/services/apigateway/gate/exchange.ts',
    'emulator/services/execute-api/authorize/user-pools.ts → emulator/services/apigateway/gate/compile-stage.ts',
    'emulator/services/execute-api/authorize/user-pools.ts → emulator/services/apigateway/gate/exchange.ts',
    'emulator/services/execute-api/authorize/user-pools.ts → emulator/services/apigateway/gate/parameter-source.ts',
    'emulator/services/execute-api/integrate/endpoint-path.ts → emulator/services/apigateway/gate/exchange.ts',
    'emulator/services/execute-api/integrate/endpoint-path.ts → emulator/services/apigateway/gate/integrate/compile-http-proxy.ts',
    'emulator/services/execute-api/integrate/endpoint-path.ts → emulator/services/apigateway/gate/parameter-source.ts',
    'emulator/services/execute-api/integrate/endpoint-path.ts → emulator/services/apigateway/gate/template/overrides.ts',
    'emulator/services/execute-api/integrate/request-body.ts → emulator/services/apigateway/gate/exchange.ts',
    'emulator/services/execute-api/logs/access-log-variables.ts → emulator/services/apigateway/gate/exchange.ts',
    'emulator/services/execute-api/logs/access-log.ts → emulator/services/apigateway/gate/exchange.ts',
    'emulator/services/execute-api/request/context-variables.ts → emulator/services/apigateway/gate/exchange.ts',
    'emulator/services/execute-api/request/proxy-event.ts → emulator/services/apigateway/gate/exchange.ts',
  ],
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
  'the name of a variable and its reader': ['provision/variables/endpoint.ts → provision/config.ts'],
  'the type Statement': ['emulator/edge/policy/statement-test.ts → emulator/edge/policy/document.ts'],
  'the type of a condition': ['emulator/edge/policy/conditions.ts → emulator/edge/policy/document.ts'],
  'goes when execute-api has its own request context': [
    'emulator/services/apigateway/gate/compile-stage.ts → emulator/services/execute-api/logs/access-log.ts',
  ],
  'the exchange holds the compiled stage': [
    'emulator/services/apigatewayv2/gate/http-exchange.ts → emulator/services/apigatewayv2/gate/compile-stage.ts',
  ],
  'a type lives beside its consumer': [
    'emulator/services/iam/operations/identity-policies.ts → emulator/services/iam/operations/identities.ts',
    'emulator/services/lambda/environments/cpu-group.ts → emulator/services/lambda/environments/cpu-limits.ts',
    'emulator/services/lambda/environments/cpu-share.ts → emulator/services/lambda/environments/cpu-limits.ts',
    'emulator/services/lambda/environments/platform-lines-json.ts → emulator/services/lambda/environments/platform-lines.ts',
    'emulator/services/lambda/environments/hold-to-limits.ts → emulator/services/lambda/environments/environment.ts',
    'emulator/services/lambda/state/layer-records.ts → emulator/services/lambda/state/records.ts',
    'emulator/services/lambda/sandbox/plain.ts → emulator/services/lambda/sandbox/open-sandbox.ts',
  ],
};
