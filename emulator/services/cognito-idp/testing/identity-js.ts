/**
 * The library of Cognito's own for browsers, as an outside client. It chooses its arithmetic by `navigator.appName` when it is loaded; since
 * Node.js 21 there is a `navigator`, and without the name that every browser gives, it would call `Math.floor` for each digit, and a
 * global is slow to reach within a test.
 */
const navigator: unknown = Reflect.get(globalThis, 'navigator');
if (typeof navigator === 'object' && navigator)
  Object.defineProperty(navigator, 'appName', { value: 'Netscape', configurable: true });

export const { AuthenticationDetails, CognitoUser, CognitoUserPool } = await import(
  'amazon-cognito-identity-js'
);
