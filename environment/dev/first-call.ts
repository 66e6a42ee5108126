import type { BundleName } from '../../lambdas/function-bundle.ts';

/** Of nobody: base64 of `nobody:nothing`, which no function ever makes. */
const CREDENTIAL = 'Basic bm9ib2R5Om5vdGhpbmc=';

/**
 * The event by which new code is called for the first time: one that the service behind it may send as well, and that changes
 * nothing. The authorizer is shown a credential that nobody has, and looks it up; the trigger is told of a password reset, for which
 * there is nothing to store; the credential function is shown a token of the wrong kind, and asks nobody about it; the origin is asked
 * whether it is up.
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
