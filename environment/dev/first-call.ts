import type { BundleName } from '../../lambdas/function-bundle.ts';

/** Nobody's: base64 of `nobody:nothing`, which no function ever makes. */
const CREDENTIAL = 'Basic bm9ib2R5Om5vdGhpbmc=';

/**
 * The event for the first call of new code: one that the service may send as well, and that changes nothing. The authorizer gets an unknown
 * credential, and looks it up; the trigger gets a password reset, for which it stores nothing; the credential function gets a token of the
 * wrong use, and asks nobody; the origin is asked whether it is up.
 */
export const FIRST_CALLS: Readonly<Record<BundleName, object>> = {
  authorizer: {
    version: '2.0',
    type: 'REQUEST',
    routeArn: 'arn:aws:execute-api:us-east-1:000000000000:dev/dev/GET/',
    headers: { authorization: CREDENTIAL },
    requestContext: { requestId: 'make-dev' },
  },
  'post-confirmation': {
    version: '1',
    triggerSource: 'PostConfirmation_ConfirmForgotPassword',
    userPoolId: 'us-east-1_makedev',
    userName: 'nobody',
    request: { userAttributes: {} },
    response: {},
  },
  credential: {
    version: '2.0',
    routeKey: 'GET /credential',
    headers: { authorization: 'Bearer nothing' },
    requestContext: { authorizer: { jwt: { claims: { token_use: 'id' } } }, requestId: 'make-dev' },
  },
  'mock-origin': {
    version: '2.0',
    rawPath: '/health',
    rawQueryString: '',
    headers: { host: 'localhost' },
    requestContext: { http: { method: 'GET', path: '/health', sourceIp: '127.0.0.1' } },
    isBase64Encoded: false,
  },
};
